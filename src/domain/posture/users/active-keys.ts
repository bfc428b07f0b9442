import { type Fact, isSeen, type Unseen, unseen } from "../../core/fact.ts";
import { type Instant, instant } from "../../core/instant.ts";
import type { UserCredentials } from "../../snapshot/account-facts.ts";
import { userName } from "./user-rows.ts";

/** An access key of a user in the credential report. */
export interface UserKey {
  /** `ana`, or `ana (key 2)` when the user has several. */
  readonly name: string;
  readonly user: UserCredentials;
  /** Set when nobody knows whether the key is active, or is there at all. */
  readonly doubt: Unseen | null;
  readonly lastRotated: Fact<string | null>;
  readonly lastUsed: Fact<string | null>;
}

/** The keys that are active, and those of which it is not known. */
export function activeKeys(users: readonly UserCredentials[]): readonly UserKey[] {
  return users.flatMap((user) => {
    const kept = user.keys.flatMap((key, index) =>
      isSeen(key.active) && !key.active.value ? [] : [{ ...key, number: index + 1 }],
    );
    return kept.map(({ active, lastRotated, lastUsed, number }): UserKey => ({
      name: kept.length > 1 ? `${userName(user.arn)} (key ${number})` : userName(user.arn),
      user,
      doubt: isSeen(active) ? null : active,
      lastRotated,
      lastUsed,
    }));
  });
}

/** The time of a cell; a cell that was not understood, or says nothing where a time must stand, is unseen. */
export function timeOf(cell: Fact<string | null>, what: string): Instant | Unseen {
  if (!isSeen(cell)) return cell;
  const time = cell.value === null ? null : instant(cell.value);
  return time ?? unseen("not-observable", `a readable ${what}`);
}
