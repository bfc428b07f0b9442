import type { HttpAnswer } from "./http-answer.ts";
import { type MtaStsMode, mtaStsPolicy } from "./mta-sts-policy.ts";
import { mxPatternCovers } from "./mx-pattern.ts";

/** MTA-STS of a domain as the snapshot keeps it, or what stood in the way of seeing it. */
export type MtaStsJudgement =
  | {
      readonly status: "valid" | "none" | "invalid";
      readonly mode: MtaStsMode | null;
      readonly mx: string[];
      /** MX hosts that no pattern covers. */
      readonly uncovered: string[];
      readonly problem: string | null;
    }
  | { readonly status: "trouble"; readonly detail: string };

/** The policy address of a domain. */
export function mtaStsUrl(domain: string): string {
  return `https://mta-sts.${domain}/.well-known/mta-sts.txt`;
}

/**
 * Judges what the policy host answered, for a domain whose TXT record is in order. Only status 200 over a valid
 * certificate counts, and no redirect; a server error or a network in between leaves the question open. Source:
 * RFC 8461 section 3.3.
 */
export function judgeMtaSts(answer: HttpAnswer, hosts: readonly string[]): MtaStsJudgement {
  switch (answer.status) {
    case "trouble":
      return answer;
    case "no-host":
      return invalidMtaSts("the policy host has no address");
    case "certificate":
      return answer.sure
        ? invalidMtaSts(`the policy host's certificate: ${answer.detail}`)
        : { status: "trouble", detail: `certificate from an authority this machine does not know: ${answer.detail}` };
    case "answer":
      break;
  }
  return judgeAnswer(answer, hosts);
}

/** `invalid` with the reason. */
export function invalidMtaSts(problem: string): MtaStsJudgement {
  return { status: "invalid", mode: null, mx: [], uncovered: [], problem };
}

function judgeAnswer(answer: Extract<HttpAnswer, { status: "answer" }>, hosts: readonly string[]): MtaStsJudgement {
  if (answer.code >= 500) return { status: "trouble", detail: `the policy host answers ${answer.code}` };
  if (answer.code >= 300 && answer.code < 400)
    return invalidMtaSts(`redirect (${answer.code}): senders must not follow`);
  if (answer.code !== 200) return invalidMtaSts(`the policy host answers ${answer.code}`);
  if (answer.tooLong) return invalidMtaSts("policy: longer than 64 KiB");
  const policy = mtaStsPolicy(answer.body);
  if (policy.status === "invalid") return invalidMtaSts(policy.problem);
  const uncovered = hosts.filter((host) => !policy.mx.some((pattern) => mxPatternCovers(pattern, host)));
  return { status: "valid", mode: policy.mode, mx: [...policy.mx], uncovered, problem: null };
}
