import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { OwnDevice } from "../../iam/list-mfa-devices.ts";
import { isoTime } from "../../iso-time.ts";
import { allDeedPages } from "../runtime/all-deed-pages.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** The MFA devices of the session's own principal; as root those of root, of every kind. */
export function listMfaDevices(deeds: Deeds): Promise<Deed<readonly OwnDevice[]>> {
  return allDeedPages("iam:ListMFADevices", (token) =>
    deeds.run("iam:ListMFADevices", async (clients, options) => {
      const [{ ListMFADevicesCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
      const input = token === undefined ? {} : { Marker: token };
      const answer = confirmed(await client.send(new ListMFADevicesCommand(input), options));
      const items = (answer.MFADevices ?? []).map((device) => ({
        serial: device.SerialNumber ?? "",
        enabledAt: isoTime(device.EnableDate),
      }));
      return { items, nextToken: answer.IsTruncated === true ? answer.Marker : undefined };
    }),
  );
}
