import type { Witness } from "../../iam/prove/answer.ts";
import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import type { Subject } from "../../iam/prove/subject.ts";
import type { GapView, StateAnswer } from "../judging/gap-view.ts";
import { witnessOf } from "../judging/gap-view.ts";
import type { MfaState } from "./mfa-state.ts";
import { ownUser } from "./own-resources.ts";

/** One way from a stolen access key to a device of the thief's, and whether it is there. */
export interface EnrolmentWay {
  readonly credential: "user-key" | "federation-console" | "session-token-console";
  readonly verdict: "open" | "may" | "closed";
  /** States in which both calls pass or may pass. */
  readonly states: readonly MfaState[];
  readonly why: string | undefined;
  /** The call that enrols the device; only of an open way. */
  readonly witness: Witness | null;
  readonly subject: Subject;
}

const noVirtual =
  "no virtual device can be created, and whether a key can enrol a hardware or FIDO device of the thief's is not documented";

/**
 * The three ways: the key itself, a console opened with a federation token, a console opened with a session token. Each
 * is as good as its weakest call. Source: STS API reference, GetFederationToken and GetSessionToken; bulletin
 * AWS-2023-001.
 */
export function enrolmentWays(view: GapView): readonly EnrolmentWay[] {
  const federation = together(view.askWith("user-key", "sts:GetFederationToken"));
  const console = wayWith(view, "federation-console");
  const weakest = { ...console, verdict: least(federation.verdict, console.verdict) };
  const why = [federation, console].flatMap((each) =>
    each.verdict === "may" && each.why !== undefined ? [each.why] : [],
  );
  return [
    wayWith(view, "user-key"),
    weakest.verdict === "may" ? { ...weakest, why: why.join("; ") } : weakest,
    wayWith(view, "session-token-console"),
  ];
}

function wayWith(view: GapView, credential: EnrolmentWay["credential"]): EnrolmentWay {
  const enable = view.askWith(credential, "iam:EnableMFADevice", { arns: [ownUser(view)] });
  const create = new Map(
    view.askWith(credential, "iam:CreateVirtualMFADevice").map(({ state, answer }) => [state, answer.verdict]),
  );
  const each = enable.map(({ state, answer }) => {
    const isVirtual = create.get(state) !== "closed";
    const made = isVirtual ? (create.get(state) ?? "may") : "may";
    // The device's own rule says more than what creating it may meet.
    const why = answer.verdict === "may" ? answer.why : isVirtual ? undocumentedCreation : noVirtual;
    return { state, verdict: least(answer.verdict, made), why };
  });
  const verdict = all(each.map((one) => one.verdict));
  const [first] = enable;
  return {
    credential,
    verdict,
    states: each.flatMap((one) => (one.verdict === "closed" ? [] : [one.state])),
    why: verdict === "may" ? (each.find((one) => one.verdict === "may")?.why ?? unknownState) : undefined,
    witness: verdict === "open" && first !== undefined ? witnessOf(first.answer, "iam:EnableMFADevice") : null,
    subject: withCredential(view.subject, credential),
  };
}

const undocumentedCreation =
  "whether the rule AWS-2023-001 on devices covers creating virtual devices is not documented";
const unknownState =
  "AWS does not document whether a console opened with a federation token has no MFA key or the value false, and only one of the two passes";

function together(answers: readonly StateAnswer[]): {
  readonly verdict: EnrolmentWay["verdict"];
  readonly why: string | undefined;
} {
  const may = answers.find(({ answer }) => answer.verdict === "may")?.answer;
  return {
    verdict: all(answers.map(({ answer }) => answer.verdict)),
    why: may?.verdict === "may" ? may.why : undefined,
  };
}

const order: readonly EnrolmentWay["verdict"][] = ["closed", "may", "open"];

function least(one: EnrolmentWay["verdict"], two: EnrolmentWay["verdict"]): EnrolmentWay["verdict"] {
  return order.indexOf(one) < order.indexOf(two) ? one : two;
}

/** A kind of credential with several possible states is open, or closed, only where all of them are. */
function all(verdicts: readonly EnrolmentWay["verdict"][]): EnrolmentWay["verdict"] {
  const [first = "closed"] = verdicts;
  return verdicts.every((each) => each === first) ? first : "may";
}

function withCredential(subject: Subject, credential: CredentialKind): Subject {
  return { ...subject, credential };
}
