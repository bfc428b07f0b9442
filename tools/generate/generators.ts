import { errorIndex } from "./error-index.ts";
import type { Generator } from "./generator.ts";

/** Everything `npm run gen` makes. */
export const generators: readonly Generator[] = [errorIndex];
