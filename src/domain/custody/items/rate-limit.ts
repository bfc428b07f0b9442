import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";

/** So many requests in these many seconds. */
interface Rate {
  readonly seconds: number;
  readonly most: number;
}

/** For one account: a key that somebody else got must not tire the approvers. */
const ofOneAccount: readonly Rate[] = [
  { seconds: 900, most: 5 },
  { seconds: 86_400, most: 20 },
];

/** For all accounts together: whoever must open every account of an organization in one night can. */
const ofAll: readonly Rate[] = [
  { seconds: 900, most: 500 },
  { seconds: 86_400, most: 2000 },
];

/** A request that is to be made, and how many this person made before. */
export interface RequestRate {
  readonly person: string;
  readonly account: string;
  /** Counts from a Unix second on; of one account, or with `null` of all. */
  readonly countSince: (person: string, sinceSeconds: number, account: string | null) => number;
}

/** Whether a person may make one more request. */
export function rateRefused({ person, account, countSince }: RequestRate, nowSeconds: number): Refused | null {
  for (const [rates, of] of [
    [ofOneAccount, account],
    [ofAll, null],
  ] as const) {
    const full = rates.find(({ seconds, most }) => countSince(person, nowSeconds - seconds, of) >= most);
    if (full !== undefined) {
      const what = of === null ? "all accounts" : account;
      return refused(custodyErrors.CUSTODY_RATE, `${person}, ${what}: ${full.most} in ${full.seconds / 60} minutes`);
    }
  }
  return null;
}
