import { custodyErrors } from "../errors.ts";
import { type Refused, refused } from "../refused.ts";

/** A person may make so many requests in these many seconds: a key that somebody else got must not tire the approvers. */
export const requestRates: readonly { readonly seconds: number; readonly most: number }[] = [
  { seconds: 900, most: 5 },
  { seconds: 86_400, most: 20 },
];

/** Whether a person may make one more request; `countSince` counts theirs from a Unix second on. */
export function rateRefused(
  person: string,
  countSince: (sinceSeconds: number) => number,
  nowSeconds: number,
): Refused | null {
  for (const { seconds, most } of requestRates) {
    if (countSince(nowSeconds - seconds) >= most) {
      return refused(custodyErrors.CUSTODY_RATE, `${person}: ${most} in ${seconds / 60} minutes`);
    }
  }
  return null;
}
