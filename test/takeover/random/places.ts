/** Ids and addresses that the random organizations are made of. */
export const places = {
  organization: "o-randomorg1",
  root: "r-rand",
  unit: "ou-rand-unit0001",
  management: "111111111111",
  members: ["222222222222", "333333333333", "444444444444"],
  /** The address range that walls let in. */
  network: "203.0.113.0/24",
  domains: ["corp.example", "other.example"],
} as const;

/** A policy statement as a document holds it. */
export type Statement = Readonly<Record<string, unknown>>;

/** A policy document around statements. */
export function documentOf(statements: readonly Statement[]) {
  return { Version: "2012-10-17", Statement: [...statements] };
}
