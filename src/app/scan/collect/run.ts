import { type Fact, isSeen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { Place } from "../../../domain/snapshot/choose-mode.ts";
import type { Manifest, ScanMode } from "../../../domain/snapshot/manifest.ts";
import type { OrganizationFacts } from "../../../domain/snapshot/organization-facts.ts";
import type { Session } from "../../../world/aws/session/session.ts";
import type { CollectAsk, CollectDeps } from "./collect-ask.ts";
import type { Gate } from "./gate.ts";

/** Facts while they are being collected: what was read stands in it, whatever happens next. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** One collection under way. */
export interface Run {
  readonly ask: CollectAsk;
  readonly deps: CollectDeps;
  /** The caller's own session; central calls leave from it. */
  readonly session: Session;
  readonly place: Place;
  mode: ScanMode;
  readonly organization: Draft<OrganizationFacts>;
  /** The manifest of the start; the last one differs in its end. */
  manifest: Manifest;
  /** Facts read at or after this moment are kept by a resumed run. */
  readonly keepSince: string;
  /** Authorization details are large: only so many accounts read theirs at a time. */
  readonly detailsGate: Gate;
  /** Set when the caller's own credentials ended; no further account is begun. */
  credentialsEnded: boolean;
}

/** What the audit of one member needs of a run; a command that audits alone makes it without a snapshot. */
export interface AuditRun extends Pick<Run, "session" | "keepSince"> {
  readonly organization: Pick<OrganizationFacts, "rootFeatures">;
}

/** A fact of an earlier run that is young enough to be kept; undefined when it must be read. */
export function kept<T>(run: Pick<Run, "keepSince">, fact: Fact<T> | undefined): Fact<T> | undefined {
  return isSeen(fact) && fact.at >= run.keepSince ? fact : undefined;
}

/** The account of the caller. */
export function isOwn(run: Run, account: AccountFacts): boolean {
  return account.id === run.session.account;
}

/** True when central root management is known to be on. */
export function canAudit(run: Run): boolean {
  const features = run.organization.rootFeatures;
  return isSeen(features) && features.value.includes("RootCredentialsManagement");
}
