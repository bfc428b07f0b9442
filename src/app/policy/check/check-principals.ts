import type { Layer } from "../../../domain/iam/decide/question.ts";
import type { Principal } from "../../../domain/iam/principals/principal.ts";
import type { Prover } from "../../../domain/iam/prove/prover.ts";
import type { Subject } from "../../../domain/iam/prove/subject.ts";
import { gapView } from "../../../domain/policy/judging/gap-view.ts";
import type { WithoutMfa } from "../../../domain/policy/judging/without-mfa.ts";
import { type CheckedAbout, checkedDocument } from "./check-documents.ts";
import type { CheckedDocument } from "./policy-check.ts";

/** Actions that are told of one principal when whole accounts are judged; the count is always whole. */
const mostActions = 50;

/** What binds a principal besides its own documents. */
export interface PrincipalSurroundings {
  readonly devices: number | "unknown";
  /** By level, root first; absent when there is no organization or nobody read it. */
  readonly scps?: readonly Layer[] | undefined;
  /** Milliseconds since 1970. */
  readonly instant: number;
}

/** Judges a user or role with all its documents, groups and boundary included. */
export function checkPrincipal(
  engine: Prover,
  principal: Principal,
  around: PrincipalSurroundings,
  about: Pick<CheckedAbout, "file" | "notModelled" | "placed">,
): CheckedDocument {
  const view = gapView(engine, { subject: subjectOf(principal, around), as: "identity", isBesideAdmin: false });
  const checked = checkedDocument(engine, [view], { ...about, name: principal.arn, as: "identity" });
  const notKnown = unknownLayers(principal, around);
  return {
    ...checked,
    withoutMfa: shortened(checked.withoutMfa),
    ...(notKnown.length === 0 ? {} : { notKnown }),
  };
}

/** Why layers of a principal are not known: a document or group that nobody read. */
function unknownLayers({ identity, boundary }: Principal, { scps = [] }: PrincipalSurroundings): readonly string[] {
  const layers = [identity, ...(boundary === undefined ? [] : [boundary]), ...scps];
  return [...new Set(layers.flatMap((layer) => ("unknown" in layer ? [layer.unknown] : [])))];
}

/** The question about a principal, of the policies alone. */
export function subjectOf(principal: Principal, { devices, scps, instant }: PrincipalSurroundings): Subject {
  const { arn, account, kind, management, tags, identity, boundary } = principal;
  return {
    principal: { arn, account, kind, management, tags },
    credential: "policy-text",
    devices,
    instant,
    layers: {
      identity,
      ...(boundary === undefined ? {} : { boundary }),
      ...(scps === undefined ? {} : { scps }),
    },
  };
}

function shortened(all: WithoutMfa): WithoutMfa {
  const cut = (names: readonly string[]): readonly string[] => names.slice(0, mostActions);
  return {
    count: all.count,
    actions: cut(all.actions),
    may: cut(all.may),
    serviceRules: all.serviceRules.map((each) => ({ ...each, actions: cut(each.actions) })),
  };
}
