import type { ClassVerdict, Witness } from "../../../iam/prove/answer.ts";
import type { CellAnswer } from "../../../iam/prove/asker.ts";
import type { Prover } from "../../../iam/prove/prover.ts";
import type { Subject } from "../../../iam/prove/subject.ts";
import { adminPolicy } from "../../admin-policy.ts";
import { acrossCells } from "../across-cells.ts";
import { wideGrants } from "./wide-grants.ts";
import { certain, may, type Sureness } from "../sureness.ts";

/** That somebody is administrator. */
export type Administrator = Sureness;

/**
 * Whether a subject is administrator: an Allow of `*` on `*` is in effect, for actions of IAM that nobody knows yet and
 * for services that nobody knows yet, on things with no name that a policy could spell out. What the boundary, every
 * Deny and the organization's policies leave counts; a class of actions that these policies take from everybody in the
 * account is no part of being its administrator.
 */
export function administrator(engine: Prover, subject: Subject): Administrator | null {
  const { layers, credential } = subject;
  // Source: STS API reference, GetSessionToken and GetFederationToken: no IAM by CLI or API.
  if (credential === "session-token" || credential === "federation-token") return null;
  const questions = questionsOn(subject);
  const full = questions.map((question) => engine.ask(subject, question));
  const verdict = joined(full);
  if (verdict?.certainty === "certain") return verdict;
  const wide = withWideGrants(subject, questions);
  if (layers.scps === undefined) return verdict && joined(questions.map((question) => engine.ask(wide, question)));
  const own = questions.map((question) =>
    engine.ask({ ...wide, layers: { ...wide.layers, scps: undefined } }, question),
  );
  if (joined(own) === null) return null;
  const everybody: Subject = {
    ...subject,
    credential: "policy-text",
    layers: { scps: layers.scps, rcps: layers.rcps, identity: [adminPolicy] },
  };
  const isLeft = questions.map((question) =>
    engine.ask(everybody, question).some(({ answer }) => answer.verdict !== "closed"),
  );
  if (!isLeft.some((left) => left)) {
    return may("the organization's policies leave only actions that they list");
  }
  const reduced = questions.map((question, at) => (isLeft[at] === true ? engine.ask(wide, question) : (own[at] ?? [])));
  return joined(reduced);
}

function questionsOn({ principal }: Subject) {
  const [, partition = "aws"] = principal.arn.split(":");
  const service = `arn:${partition}:any-other-service:any-region:${principal.account}:any-other-thing`;
  const iam = `arn:${partition}:iam::${principal.account}:any-other-type/any-other-thing`;
  return [
    { action: anyOther, resource: { arns: [service] } },
    { action: otherOfIam, resource: { arns: [iam] } },
  ] as const;
}

function withWideGrants(subject: Subject, questions: ReturnType<typeof questionsOn>): Subject {
  const { identity, boundary } = subject.layers;
  const arns = questions.flatMap(({ resource }) => resource.arns);
  return {
    ...subject,
    layers: {
      ...subject.layers,
      identity: wideGrants(identity, arns),
      boundary: boundary && wideGrants(boundary, arns),
    },
  };
}

const anyOther = "any-other-service:AnyOtherAction";
const otherOfIam = "iam:AnyOtherAction";

function joined(answers: readonly (readonly CellAnswer[])[]): Administrator | null {
  const [first = [], second = []] = answers;
  return acrossCells(first.map(({ cell, answer }, at) => ({ cell, found: both(answer, second[at]?.answer) })));
}

function both(one: ClassVerdict, other: ClassVerdict | undefined): Administrator | null {
  if (other === undefined || one.verdict === "closed" || other.verdict === "closed") return null;
  if (one.verdict === "may") return may(one.why);
  if (other.verdict === "may") return may(other.why);
  return certain;
}

/** A request that shows what an administrator may do; null where none could be built. */
export function adminWitness(engine: Prover, subject: Subject): Witness | null {
  // A call that everybody knows says more to people than one that nobody knows.
  for (const action of ["iam:CreateUser", "s3:GetObject", anyOther]) {
    for (const { answer } of engine.ask(subject, { action })) if (answer.verdict === "open") return answer.witness();
  }
  return null;
}
