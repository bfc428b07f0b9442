import { errorIndex } from "./error-index.ts";
import type { Generator } from "./generator.ts";
import { iamCatalogue } from "./iam-catalogue.ts";

/** Everything `npm run gen` makes. */
export const generators: readonly Generator[] = [errorIndex, iamCatalogue];
