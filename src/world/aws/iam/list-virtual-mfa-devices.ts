import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { isoTime } from "../iso-time.ts";
import type { Session } from "../session/session.ts";

/** A virtual MFA device that is assigned to somebody. */
export interface VirtualDevice {
  readonly serial: string;
  readonly userArn: string | null;
  readonly enabledAt: string | null;
}

const page = 1000;

/** All assigned virtual MFA devices of the account, root's and users'. */
export async function listVirtualMfaDevices(session: Session): Promise<Answer<readonly VirtualDevice[]>> {
  const all: VirtualDevice[] = [];
  let marker: string | undefined;
  for (;;) {
    const answer = await devicePage(session, marker);
    if (answer.status === "failed") return answer;
    all.push(...answer.value.devices);
    marker = answer.value.marker;
    if (marker === undefined) return { ...answer, value: all };
  }
}

function devicePage(
  session: Session,
  marker: string | undefined,
): Promise<Answer<{ readonly devices: readonly VirtualDevice[]; readonly marker: string | undefined }>> {
  return session.call("iam:ListVirtualMFADevices", async (clients, options) => {
    const [{ ListVirtualMFADevicesCommand }, client] = await Promise.all([
      import("@aws-sdk/client-iam"),
      clients.iam(),
    ]);
    const command = new ListVirtualMFADevicesCommand({
      AssignmentStatus: "Assigned",
      MaxItems: page,
      ...(marker === undefined ? {} : { Marker: marker }),
    });
    const answer = await client.send(command, options);
    const devices = (answer.VirtualMFADevices ?? []).map((device) => ({
      serial: device.SerialNumber ?? "",
      userArn: device.User?.Arn ?? null,
      enabledAt: isoTime(device.EnableDate),
    }));
    return { devices, marker: answer.IsTruncated === true ? answer.Marker : undefined };
  });
}
