import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";

/** Asks for a fresh credential report; true when it is complete already (one younger than four hours is reused). */
export function generateCredentialReport(session: Session): Promise<Answer<boolean>> {
  return session.call("iam:GenerateCredentialReport", async (clients, options) => {
    const [{ GenerateCredentialReportCommand }, client] = await Promise.all([
      import("@aws-sdk/client-iam"),
      clients.iam(),
    ]);
    return (await client.send(new GenerateCredentialReportCommand({}), options)).State === "COMPLETE";
  });
}
