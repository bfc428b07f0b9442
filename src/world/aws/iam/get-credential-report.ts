import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import { isoTime } from "../iso-time.ts";
import type { Session } from "../session/session.ts";

/** The credential report as CSV text. */
export interface CredentialReportText {
  readonly text: string;
  readonly generatedAt: string | null;
}

/** Fetches the credential report; bytes that are no UTF-8 become replacement characters, which no cell allows. */
export function getCredentialReport(session: Session): Promise<Answer<CredentialReportText>> {
  return session.call("iam:GetCredentialReport", async (clients, options) => {
    const [{ GetCredentialReportCommand }, client] = await Promise.all([import("@aws-sdk/client-iam"), clients.iam()]);
    const { Content, GeneratedTime } = await client.send(new GetCredentialReportCommand({}), options);
    const text = Buffer.from(Content ?? new Uint8Array()).toString("utf8");
    return { text, generatedAt: isoTime(GeneratedTime) };
  });
}
