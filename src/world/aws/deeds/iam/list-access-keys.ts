import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { OwnKey } from "../../iam/list-access-keys.ts";
import { isoTime } from "../../iso-time.ts";
import { allDeedPages } from "../runtime/all-deed-pages.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** The access keys of the session's own principal, inactive ones too. */
export function listAccessKeys(deeds: Deeds): Promise<Deed<readonly OwnKey[]>> {
  return allDeedPages("iam:ListAccessKeys", (token) =>
    deeds.run("iam:ListAccessKeys", async (clients, options) => {
      const [{ ListAccessKeysCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
      const input = token === undefined ? {} : { Marker: token };
      const answer = confirmed(await client.send(new ListAccessKeysCommand(input), options));
      const items = (answer.AccessKeyMetadata ?? []).map((key) => ({
        id: key.AccessKeyId ?? "",
        // Only "Inactive" is inactive: a status AWS adds later must not read as harmless.
        active: key.Status !== "Inactive",
        createdAt: isoTime(key.CreateDate),
      }));
      return { items, nextToken: answer.IsTruncated === true ? answer.Marker : undefined };
    }),
  );
}
