import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** Takes an MFA device from the session's own principal by its serial number or ARN; one not assigned is `absent`. */
export function deactivateMfaDevice(deeds: Deeds, input: { readonly serial: string }): Promise<Deed<null>> {
  return deeds.run("iam:DeactivateMFADevice", async (clients, options) => {
    const [{ DeactivateMFADeviceCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    confirmed(await client.send(new DeactivateMFADeviceCommand({ SerialNumber: input.serial }), options));
    return null;
  });
}
