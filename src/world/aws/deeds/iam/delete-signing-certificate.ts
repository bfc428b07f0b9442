import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** Deletes an X.509 certificate of the session's own principal by its id; one that is no longer there is `absent`. */
export function deleteSigningCertificate(deeds: Deeds, input: { readonly id: string }): Promise<Deed<null>> {
  return deeds.run("iam:DeleteSigningCertificate", async (clients, options) => {
    const [{ DeleteSigningCertificateCommand }, client] = await Promise.all([
      import("@aws-sdk/client-iam"),
      clients.iam(),
    ]);
    confirmed(await client.send(new DeleteSigningCertificateCommand({ CertificateId: input.id }), options));
    return null;
  });
}
