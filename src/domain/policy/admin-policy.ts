import { allowEverything } from "../iam/language/allow-everything.ts";
import type { ProvePolicy } from "../iam/prove/subject.ts";

/** A statement that allows everything on everything, to put beside a document. */
export const adminPolicy: ProvePolicy = { name: "a statement that allows everything", policy: allowEverything() };
