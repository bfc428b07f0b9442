import type { Policy, Statement } from "../../iam/language/policy.ts";
import type { Looked, MendRoom } from "./mend-room.ts";

/** What kind of change a repair makes, in the order in which they are tried: the smallest first. */
export type RepairKind =
  | "version"
  | "condition"
  | "resource"
  | "exemptions"
  | "own-devices"
  | "second-allow"
  | "roles-spared"
  | "guard"
  | "keys-cannot-enrol"
  | "others-devices";

/** One change that might be needed. */
export interface Proposal {
  readonly kind: RepairKind;
  /** Place of the statement, from 0; null when the whole document or a new statement is meant. */
  readonly statement: number | null;
  readonly policy: Policy;
  /** What is wrong and what is done, one sentence. */
  readonly says: string;
  /** Asks the engine whether it closes, or unlocks, anything. */
  readonly isNeeded: (next: Looked) => boolean;
}

/** Makes the changes of one kind that a wording of the document might need. */
export type Repair = (room: MendRoom, now: Looked) => readonly Proposal[];

/** The policy with one statement replaced. */
export function withStatement(policy: Policy, index: number, next: Statement): Policy {
  return { ...policy, statements: policy.statements.map((each, at) => (at === index ? next : each)) };
}

/** The policy with a statement more. */
export function withMore(policy: Policy, statement: Omit<Statement, "index">): Policy {
  const index = policy.statements.length;
  return { ...policy, statements: [...policy.statements, { ...statement, index }] };
}

/** A Sid that no other statement has. */
export function freeSid({ statements }: Policy, wanted: string): string {
  const taken = new Set(statements.map(({ sid }) => sid));
  let sid = wanted;
  for (let number = 2; taken.has(sid); number += 1) sid = `${wanted}${number}`;
  return sid;
}

/** How a statement is called in sentences. */
export function statementText({ index, sid }: Statement): string {
  return sid === null || sid === "" ? `Statement[${index}]` : `Statement[${index}] ${sid}`;
}
