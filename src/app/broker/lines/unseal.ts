// T unsealers bring their shares of the key-encryption key. A share that is not the one that was made is refused alone and
// named; the others stay. The round is bound to this boot's key.
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { shareX } from "../../../domain/custody/kits/shares/share.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import type { Share } from "../../../domain/custody/kits/shares/share.ts";
import type { SplitManifest } from "../../../domain/custody/kits/shares/split-manifest.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { BrokerCore, Kek } from "../core/broker-core.ts";
import { about } from "../core/decide-move.ts";
import { actorOf, counterEvents, insistArrival, spend, type TakenIn, verifyAs } from "../core/intake.ts";
import { kekFact, kekPlace } from "../core/kek.ts";
import { refusedReply } from "../core/batch-loop.ts";
import type { Decision, Line } from "../core/line.ts";
import { receipt } from "../core/signed-words.ts";
import { brokerErrors } from "../errors.ts";
import { refuse } from "../insist.ts";
import { combineShares, manifestOf, readShareOf } from "../items/split-key.ts";

/** One share of one unsealer. */
export function unsealLine(core: BrokerCore, { signed, share }: BrokerRequestOf<"unseal">): Line {
  return {
    isAlone: true,
    open: async () => {
      if (core.quarantine !== null) refuse(brokerErrors.BROKER_QUARANTINED, core.quarantine);
      const taken = verifyAs(core, "rw.unseal/v1", signed);
      const { document } = taken.verified.read;
      insistArrival(core, document);
      if (document.bootKey !== core.bootKey.recipient) refuse(custodyErrors.CUSTODY_OTHER_BOOT, "unseal");
      const { split, version } = kekFact(core.deps.store);
      if (core.kek !== null || split === null) refuse(custodyErrors.CUSTODY_BAD_TRANSITION, "no shares are needed");
      const manifest = manifestOf(split);
      try {
        const read = readShareOf(manifest, await core.deps.age.decrypt(bytesOf(share), core.bootKey.identity));
        if (read.index !== document.index) refuse(brokerErrors.BROKER_SECRET_UNREADABLE, `sheet ${read.index}`);
        const round = [...core.round.filter((each) => shareX(each) !== shareX(read)), read];
        const kek = round.length < manifest.t ? null : await combined(core, manifest, round, version);
        return () => taking(core, taken, manifest, round, kek);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        return () => refusing(core, taken, error);
      }
    },
  };
}

async function combined(
  core: BrokerCore,
  manifest: SplitManifest,
  round: readonly Share[],
  version: number,
): Promise<Kek> {
  try {
    return { key: await combineShares(core.deps, manifest, round, kekPlace(core.deps.deployment, version)), version };
  } catch (error) {
    // Every share fits its commitment and still they make another key: nobody's share is known to be right.
    for (const { bytes } of round) bytes.wipe();
    core.round = [];
    throw error;
  }
}

type Unsealing = TakenIn<DocumentOf<"rw.unseal/v1">>;

function taking(
  core: BrokerCore,
  taken: Unsealing,
  { splitId, t }: SplitManifest,
  round: readonly Share[],
  kek: Kek | null,
): Decision {
  const { index } = taken.verified.read.document;
  const have = round.length;
  const actor = actorOf(taken);
  const unsealed = { type: "broker.unsealed", actor, d: { bootId: core.bootId, splitId } };
  const shared = { type: "broker.unseal_share", actor, d: { splitId, index, ok: true, have, need: t } };
  return {
    events: [shared, ...(kek === null ? [] : [unsealed]), ...counterEvents([taken])],
    write: () => spend(core, taken),
    kept: () => {
      core.round = kek === null ? round : [];
      if (kek === null) return;
      for (const { bytes } of round) bytes.wipe();
      core.kek = kek;
    },
    answer: (logged) => ({
      status: "done",
      have,
      need: t,
      isUnsealed: kek !== null,
      receipt: receipt(core, about("unseal", taken), logged.index),
    }),
  };
}

function refusing(core: BrokerCore, taken: Unsealing, error: CodedError): Decision {
  const { splitId, index } = taken.verified.read.document;
  const d = { splitId, index, ok: false, error: error.row.code };
  return {
    events: [{ type: "broker.unseal_share", actor: actorOf(taken), d }],
    write: () => spend(core, taken),
    answer: (logged) => ({
      ...refusedReply(error),
      receipt: receipt(core, about("unseal", taken), logged.index, error.row.code),
    }),
  };
}
