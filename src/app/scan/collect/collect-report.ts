import { type Fact, type Unseen, unseen } from "../../../domain/core/fact.ts";
import type { RootReport, UserCredentials } from "../../../domain/snapshot/account-facts.ts";
import { unseenOf } from "../../../domain/snapshot/calls/answer.ts";
import { readCredentialReport } from "../../../domain/snapshot/report/read-credential-report.ts";
import { readUserCredentials } from "../../../domain/snapshot/report/read-user-credentials.ts";
import { generateCredentialReport } from "../../../world/aws/iam/generate-credential-report.ts";
import { getCredentialReport } from "../../../world/aws/iam/get-credential-report.ts";
import type { Session } from "../../../world/aws/session/session.ts";

const firstWaitMillis = 2_000;
const longestMillis = 120_000;

/** What one credential report says of root and of the IAM users. */
export interface ReportFacts {
  readonly report: Fact<RootReport>;
  readonly users: Fact<UserCredentials[]>;
}

/** Asks for a credential report and polls for it after 2, 4, 8 … seconds, two minutes in all. It is fetched once. */
export async function collectReport(session: Session, sleep: (millis: number) => Promise<void>): Promise<ReportFacts> {
  let generate = true;
  let waited = 0;
  for (let wait = firstWaitMillis; ; wait *= 2) {
    if (generate) {
      const asked = await generateCredentialReport(session);
      // "Wait" is the only failure that waiting helps.
      if (asked.status === "failed" && asked.failure.meaning !== "report-not-ready") {
        return neither(unseenOf(asked.call, asked.failure));
      }
    }
    const answer = await getCredentialReport(session);
    if (answer.status === "ok") {
      const { text, generatedAt } = answer.value;
      const origin = { source: answer.call, at: answer.at };
      return {
        report: readCredentialReport(text, generatedAt ?? answer.at, origin),
        users: readUserCredentials(text, origin),
      };
    }
    const { meaning } = answer.failure;
    if (meaning !== "report-not-ready" && meaning !== "report-missing") {
      return neither(unseenOf(answer.call, answer.failure));
    }
    generate = meaning === "report-missing";
    if (waited + wait > longestMillis) return neither(tooSlow);
    await sleep(wait);
    waited += wait;
  }
}

const tooSlow = unseen("unreachable", "iam:GetCredentialReport", "the credential report was not ready in two minutes");

function neither(why: Unseen): ReportFacts {
  return { report: why, users: why };
}
