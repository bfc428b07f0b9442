import type { Visit } from "../pins/visit.ts";

/** What proposals are held against: roster and release policy in force. */
export type ProposalScene = Pick<Visit, "view" | "roster" | "policy" | "policyHash">;
