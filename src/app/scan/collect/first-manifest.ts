import { instantOfMillis } from "../../../domain/core/instant.ts";
import { audits, readsRoles } from "../../../domain/snapshot/choose-mode.ts";
import type { Manifest, ScanMode } from "../../../domain/snapshot/manifest.ts";
import type { CollectAsk, CollectDeps, Scope } from "./collect-ask.ts";

/** The manifest that stands while a run is under way. A resumed run keeps the moment it was first begun. */
export function firstManifest(deps: CollectDeps, ask: CollectAsk, mode: ScanMode): Manifest {
  const { session, caller } = deps.aws;
  const prior = deps.store.prior?.manifest;
  const scope = scopeOf(ask.scope);
  return {
    schema: "rootward.snapshot/v1",
    mode,
    partition: session.partition,
    caller: { account: caller.account, arn: caller.arn },
    startedAt: prior?.startedAt ?? instantOfMillis(deps.now()),
    finishedAt: null,
    complete: false,
    accounts: null,
    asked: { assumeRoot: ask.assumeRoot || audits(mode), mail: ask.mail, credentialReport: ask.credentialReport },
    memberRole: readsRoles(mode) ? ask.memberRole : null,
    ...(scope === null ? {} : { scope }),
  };
}

function scopeOf({ accounts, units, excluded }: Scope): Manifest["scope"] | null {
  if (accounts === null && units === null && excluded.length === 0) return null;
  return {
    accounts: accounts === null ? null : [...accounts],
    units: units === null ? null : [...units],
    excluded: [...excluded],
  };
}
