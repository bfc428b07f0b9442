import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import type { OwnCertificate } from "../../iam/list-signing-certificates.ts";
import { isoTime } from "../../iso-time.ts";
import { allDeedPages } from "../runtime/all-deed-pages.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** The X.509 certificates of the session's own principal, inactive ones too. */
export function listSigningCertificates(deeds: Deeds): Promise<Deed<readonly OwnCertificate[]>> {
  return allDeedPages("iam:ListSigningCertificates", (token) =>
    deeds.run("iam:ListSigningCertificates", async (clients, options) => {
      const [{ ListSigningCertificatesCommand }, client] = await Promise.all([
        import("@aws-sdk/client-iam"),
        clients.iam(),
      ]);
      const input = token === undefined ? {} : { Marker: token };
      const answer = confirmed(await client.send(new ListSigningCertificatesCommand(input), options));
      const items = (answer.Certificates ?? []).map((certificate) => ({
        id: certificate.CertificateId ?? "",
        active: certificate.Status !== "Inactive",
        uploadedAt: isoTime(certificate.UploadDate),
      }));
      return { items, nextToken: answer.IsTruncated === true ? answer.Marker : undefined };
    }),
  );
}
