import type { Prover } from "../../../domain/iam/prove/prover.ts";
import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";
import { gaps } from "../../../domain/policy/gap-registry.ts";
import type { GapView } from "../../../domain/policy/judging/gap-view.ts";
import { judge, type JudgedHit } from "../../../domain/policy/judging/judge.ts";
import { viewsOf } from "../../../domain/policy/judging/views-of.ts";
import { withoutMfa } from "../../../domain/policy/judging/without-mfa.ts";
import type { SourceDocument } from "../sources/policy-source.ts";
import { leftOut } from "./left-out.ts";
import type { CheckedDocument, ToldGap } from "./policy-check.ts";

/** Beside what, and for whom, documents are judged. */
export interface CheckOptions {
  /** ARN of a user or role; the user alice without path when absent. */
  readonly principal?: string | undefined;
  readonly isBesideAdmin: boolean;
  readonly devices: number | "unknown";
  /** Milliseconds since 1970. */
  readonly instant: number;
}

/** Judges one document on its own. */
export function checkDocument(engine: Prover, document: SourceDocument, options: CheckOptions): CheckedDocument {
  const views = viewsOf(engine, {
    ...options,
    as: document.as,
    documents: [{ name: document.name, policy: document.policy }],
  });
  return checkedDocument(engine, views, {
    file: document.file,
    name: document.name,
    as: document.as,
    notModelled: leftOut(document.as, options),
    placed: () => document,
  });
}

/** What is known of a document, or of a principal's documents, when its views are judged. */
export interface CheckedAbout {
  readonly file: string;
  readonly name: string;
  readonly as: PolicyKind;
  readonly notModelled: readonly string[];
  /** The document of a name that a statement points to; null when it has no place in a text. */
  readonly placed: (name: string) => Pick<SourceDocument, "place" | "file"> | null;
}

/** Judges views and tells the answer. */
export function checkedDocument(engine: Prover, views: readonly GapView[], about: CheckedAbout): CheckedDocument {
  const { file, name, as, notModelled, placed } = about;
  return {
    file,
    name,
    as,
    principal: views[0]?.subject.principal.arn ?? "",
    gaps: judge(views, gaps).map((each) => told(each, placed)),
    withoutMfa: withoutMfa(engine, views),
    notModelled,
  };
}

function told({ gap, hit, replayed, more }: JudgedHit, placed: CheckedAbout["placed"]): ToldGap {
  const { verdict, action, states, witness, statement } = hit;
  const document = statement === null ? null : placed(statement.document);
  const place = statement === null || document === null ? null : document.place(`Statement[${statement.index}]`);
  return {
    id: gap.id,
    pitfall: gap.pitfall,
    verdict,
    severity: gap.severity,
    title: gap.title,
    ...(hit.mitigatedBy === undefined ? {} : { mitigatedBy: hit.mitigatedBy }),
    action,
    mfa: states[0] ?? "absent",
    cells: states,
    witness,
    replayed,
    position: place === null || document === null ? null : { file: document.file, ...place },
    ...(hit.why === undefined ? {} : { why: hit.why }),
    ...(hit.says === undefined ? {} : { says: hit.says }),
    ...(more === undefined ? {} : { more }),
  };
}
