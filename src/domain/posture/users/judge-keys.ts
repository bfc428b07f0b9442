import type { Unseen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import { notApplicable, unseenFact } from "../read/judgement.ts";
import { activeKeys, type UserKey } from "./active-keys.ts";
import { judgeEach } from "./judge-each.ts";
import { userRows } from "./user-rows.ts";

/** What users' keys and passwords are about in findings. */
export const usersResource = "iam-users";

/** Judges every active access key of the account's users by one question; `at` is when AWS was asked. */
export function judgeKeys(
  view: AccountView,
  bad: string,
  question: (key: UserKey, at: string) => "bad" | "good" | Unseen,
): Judgement {
  const users = userRows(view);
  switch (users.status) {
    case "unseen":
      return unseenFact(usersResource, users.fact, "iam:GetCredentialReport");
    case "none":
      return notApplicable(usersResource, "The account has no IAM user.", users.evidence);
    case "read": {
      const { source, at } = users.from;
      const keys = activeKeys(users.rows);
      if (keys.length === 0) return notApplicable(usersResource, "No IAM user has an active access key.");
      const judged = keys.map((key) => ({ name: key.name, is: key.doubt ?? question(key, at) }));
      const needs = "iam:GetCredentialReport";
      return judgeEach(judged, { resource: usersResource, bad, needs, source, observedAt: at });
    }
  }
}
