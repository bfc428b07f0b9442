import type { Statement } from "../../iam/language/policy.ts";
import type { StatementRef } from "../../iam/prove/certificate.ts";

/** What is done to a statement in a variant: kept, replaced, or dropped (null). */
export type Rewrite = (statement: Statement, ref: StatementRef) => Statement | null;
