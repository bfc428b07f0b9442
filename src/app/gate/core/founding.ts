import { readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import type { Genesis } from "../../../domain/custody/protocol/genesis.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { GateStore, KeptVersion } from "../../../world/store/gate/gate-store.ts";
import { gateErrors } from "../errors.ts";
import { refuse } from "./refuse.ts";
import type { Founding } from "./rules.ts";

/** The genesis that a store was made with. Throws `GATE_NOT_INITIALISED`. */
export function loadFounding({ facts, chains }: Pick<GateStore, "facts" | "chains">): Founding {
  const rosterHash = facts.get("genesis");
  const roster = chains.all("roster").find(({ version }) => version === 1);
  const policy = chains.all("release-policy").find(({ version }) => version === 1);
  if (typeof rosterHash !== "string" || roster === undefined || policy === undefined) {
    refuse(gateErrors.GATE_NOT_INITIALISED);
  }
  return {
    genesis: { v: 1, roster: decided(roster), releasePolicy: decided(policy) },
    rosterHash,
    at: roster.acceptedAt,
  };
}

/** A genesis as the first versions of both chains. */
export function firstVersions({ genesis, at }: Founding): {
  readonly roster: KeptVersion;
  readonly policy: KeptVersion;
} {
  return { roster: first(genesis.roster, at), policy: first(genesis.releasePolicy, at) };
}

/** When the last founder signed, Unix seconds: the genesis is judged as of then, the typed hash makes up for the rest. */
export function signedAt({ roster, releasePolicy }: Genesis): number {
  const times = [...roster.approvals, ...releasePolicy.approvals].map(({ document }) => {
    const read = readCustodyDocument(bytesOf(document)).document;
    return read.type === "rw.request/v1" ? read.createdAt : read.at;
  });
  return Math.max(0, ...times);
}

function first(decided: Genesis["roster"], at: number): KeptVersion {
  const { hash } = readCustodyDocument(bytesOf(decided.document));
  return { ...decided, version: 1, hash, acceptedAt: at, dueAt: at, state: "taken" };
}

function decided({ document, approvals }: KeptVersion): Genesis["roster"] {
  return { document, approvals: [...approvals] };
}
