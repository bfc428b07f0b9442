import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { isoTime } from "../iso-time.ts";
import type { Session } from "../session/session.ts";

/** An MFA device of the caller. */
export interface OwnDevice {
  readonly serial: string;
  readonly enabledAt: string | null;
}

/** The MFA devices of the session's own principal (at most eight); as root, those of root, of every kind. */
export function listMfaDevices(session: Session): Promise<Answer<readonly OwnDevice[]>> {
  return session.call("iam:ListMFADevices", async (clients, options) => {
    const [{ ListMFADevicesCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    const { MFADevices } = await client.send(new ListMFADevicesCommand({}), options);
    return (MFADevices ?? []).map((device) => ({
      serial: device.SerialNumber ?? "",
      enabledAt: isoTime(device.EnableDate),
    }));
  });
}
