import { certificateJson } from "../../../domain/iam/certify/certificate-json.ts";
import { actionPattern, coversAction } from "../../../domain/iam/language/action-pattern.ts";
import type { ActionClass, Witness } from "../../../domain/iam/prove/answer.ts";
import type { CredentialKind } from "../../../domain/iam/prove/credential-kind.ts";
import type { Prover } from "../../../domain/iam/prove/prover.ts";
import type { Subject } from "../../../domain/iam/prove/subject.ts";
import { type MfaState, stateOf } from "../../../domain/policy/guarding/mfa-state.ts";
import { replay } from "../../../domain/policy/judging/replay.ts";
import { subjectOf } from "../check/check-principals.ts";
import type { SnapshotPrincipal } from "../snapshot-principals.ts";

/** Actions that share a verdict, with its proof (docs/formats/policy-can.md). */
export type CanClass = {
  /** Catalogue names, sorted. */
  readonly actions: readonly string[];
  /** `iam:<other>`: actions of a service that the catalogue does not know; `<other>:<other>`: of services it does not. */
  readonly symbolic: readonly string[];
  readonly mfa: MfaState;
  readonly credential: CredentialKind;
} & (
  | {
      readonly verdict: "open";
      /** Set when AWS allows it whatever policies say. */
      readonly rule?: string;
      readonly witness: Witness;
      /** What the second evaluator says of the witness; null where a rule of AWS opens it. */
      readonly replayed: "allowed" | "refused" | null;
    }
  | { readonly verdict: "closed"; readonly certificate: unknown }
  | { readonly verdict: "may"; readonly why: string }
);

/** What is asked of a principal. */
export interface CanAsk {
  readonly mfa: "absent" | "false" | "true" | null;
  /** An action pattern such as `iam:Create*`; null for all. */
  readonly action: string | null;
  /** Milliseconds since 1970. */
  readonly instant: number;
}

/** What a principal may do with each kind of credential, policies and AWS's own rules together. */
export function canPrincipal(engine: Prover, who: SnapshotPrincipal, ask: CanAsk): readonly CanClass[] {
  const base = subjectOf(who.principal, { devices: who.devices, scps: who.scps, instant: ask.instant });
  const pattern = ask.action === null ? null : actionPattern(ask.action);
  const isAsked = (name: string): boolean => pattern === null || coversAction(pattern, name);
  return credentialsOf(who, ask.mfa).flatMap((credential) => {
    const subject: Subject = { ...base, credential };
    return engine.prove(subject).cells.flatMap(({ cell, classes }) => {
      const mfa = stateOf(cell);
      if (ask.mfa !== null && cell.mfa !== ask.mfa) return [];
      return classes.flatMap((each): readonly CanClass[] => {
        const actions = each.actions().filter(isAsked);
        const symbolic = each.symbolic().filter(isAsked);
        if (actions.length + symbolic.length === 0) return [];
        return [{ actions, symbolic, mfa, credential, ...answerOf(subject, each, actions[0] ?? symbolic[0] ?? "") }];
      });
    });
  });
}

type Answer =
  | {
      readonly verdict: "open";
      readonly rule?: string;
      readonly witness: Witness;
      readonly replayed: "allowed" | "refused" | null;
    }
  | { readonly verdict: "closed"; readonly certificate: unknown }
  | { readonly verdict: "may"; readonly why: string };

function answerOf(subject: Subject, { answer }: ActionClass, action: string): Answer {
  switch (answer.verdict) {
    case "open": {
      const witness = answer.witness(action);
      if (answer.rule !== null) return { verdict: "open", rule: answer.rule, witness, replayed: null };
      const { decision } = replay(subject, witness);
      return { verdict: "open", witness, replayed: decision === "allowed" ? "allowed" : "refused" };
    }
    case "closed":
      return { verdict: "closed", certificate: certificateJson(subject, answer.certificate()) };
    case "may":
      return { verdict: "may", why: answer.why };
  }
}

/** A user's key carries no MFA keys, a console without MFA says false; a role's session never had MFA. */
function credentialsOf({ principal }: SnapshotPrincipal, mfa: CanAsk["mfa"]): readonly CredentialKind[] {
  const all: readonly (readonly ["absent" | "false" | "true", CredentialKind])[] =
    principal.kind === "user"
      ? [
          ["absent", "user-key"],
          ["false", "user-console"],
          ["true", "user-console-mfa"],
        ]
      : [["false", "role-session"]];
  return all.flatMap(([state, credential]) => (mfa === null || mfa === state ? [credential] : []));
}
