import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { isoTime } from "../iso-time.ts";
import type { Session } from "../session/session.ts";

/** An X.509 signing certificate of the caller. */
export interface OwnCertificate {
  readonly id: string;
  readonly active: boolean;
  readonly uploadedAt: string | null;
}

/** The X.509 certificates of the session's own principal (at most two), inactive ones too. */
export function listSigningCertificates(session: Session): Promise<Answer<readonly OwnCertificate[]>> {
  return session.call("iam:ListSigningCertificates", async (clients, options) => {
    const [{ ListSigningCertificatesCommand }, client] = await Promise.all([
      import("@aws-sdk/client-iam"),
      clients.iam(),
    ]);
    const { Certificates } = await client.send(new ListSigningCertificatesCommand({}), options);
    return (Certificates ?? []).map((certificate) => ({
      id: certificate.CertificateId ?? "",
      active: certificate.Status !== "Inactive",
      uploadedAt: isoTime(certificate.UploadDate),
    }));
  });
}
