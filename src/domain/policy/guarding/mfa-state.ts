import type { Cell } from "../../iam/prove/cell.ts";

/** The MFA state of a request as people say it; `old`: with MFA, but longer ago than some age that a document names. */
export type MfaState = "absent" | "false" | "true" | "old";

/** The states in the order in which they are told. */
export const mfaStates: readonly MfaState[] = ["absent", "false", "true", "old"];

/** The state of a cell. */
export function stateOf({ mfa, age }: Cell): MfaState {
  if (mfa !== "true") return mfa;
  return age === null || age.min === 0 ? "true" : "old";
}
