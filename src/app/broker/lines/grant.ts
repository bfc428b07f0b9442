// A request with its approvals: the one moment at which it may become a grant. The gate's word counts for nothing here: the
// approvals are verified, counted under both release policies, and held against everything that was stopped before.
import type { Secret } from "../../../domain/core/secret.ts";
import { groupAccount } from "../../../domain/custody/envelope/place.ts";
import { readCustodyDocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import type { RequestUnderRules } from "../../../domain/custody/release-policy/ineligible.ts";
import type { RequestEvent } from "../../../domain/custody/request/request-event.ts";
import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import type { KeptRequest } from "../../../world/store/broker/broker-store.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about, decideMove } from "../core/decide-move.ts";
import { meetCheckpoint, type TakenIn, verifyAs, verifyDecisions } from "../core/intake.ts";
import type { Line } from "../core/line.ts";
import { insistRequest, move, stopsAgainst, underRules, verdictOn } from "../core/requests.ts";
import { insist, refuse, wipedUnlessKept } from "../insist.ts";
import { combineShares, manifestOf, readShareOf } from "../items/split-key.ts";
import { seedPlace } from "../items/seed-vault.ts";

type TakenApproval = TakenIn<DocumentOf<"rw.approval/v1">>;

/** `apply` of a request: its approvals and, where the account is sealed, the shares re-encrypted to the request's key. */
export function grantLine(core: BrokerCore, { signed, approvals, shares }: BrokerRequestOf<"apply">): Line {
  return {
    isAlone: shares.length > 0,
    open: async () => {
      core.insistUnsealed();
      const taken = verifyAs(core, "rw.request/v1", signed);
      const decisions = verifyDecisions(core, approvals);
      const { document, hash } = taken.verified.read;
      const judge = (): { kept: KeptRequest; events: readonly RequestEvent[] } => {
        core.insistUnsealed();
        for (const each of [taken, ...decisions]) meetCheckpoint(core, each.verified.read.document);
        const kept = insistRequest(core, hash);
        for (const each of decisions) checkBrokerKey(kept, each);
        return { kept, events: grantEvents(core, kept, underRules(core, kept), decisions) };
      };
      // Nothing is combined for a request that is not approved.
      const isOpening = shares.length > 0 && judge().events.at(-1)?.kind === "satisfy";
      const opened = isOpening ? await groupKeyOf(core, insistRequest(core, hash), shares) : null;
      return wipedUnlessKept(opened, () => {
        const { kept, events } = judge();
        if (kept.brokerKey !== null && opened === null && events.at(-1)?.kind === "satisfy") {
          refuse(custodyErrors.CUSTODY_QUORUM_MISSING, "the shares did not come along");
        }
        const counted = decisions.filter(({ verified }) => verified.read.document.decision === "approve");
        const moved = move(core, kept, events, { decisions: counted.map(({ wire }) => wire) });
        // The request itself was spent when it was prepared.
        const [first = taken, ...rest] = decisions;
        return decideMove(core, [first, ...rest], about("apply", taken, "grant"), moved, {
          write: () => {
            // From now on the group's key is known to this process: due until it is burnt, whatever happens to it.
            if (opened !== null) core.deps.store.facts.set(`rekey-due ${document.account}`, core.now());
          },
          kept: () => {
            if (opened !== null) core.groupKeys.set(document.requestId, opened);
          },
        });
      });
    },
  };
}

function grantEvents(
  core: BrokerCore,
  kept: KeptRequest,
  request: RequestUnderRules,
  decisions: readonly TakenApproval[],
): readonly RequestEvent[] {
  const wires = new Map(decisions.map((each) => [each.verified, each.wire]));
  const words = (each: TakenApproval["verified"]) => ({
    by: each.person.id,
    approvalHash: each.read.hash,
    // The whole of it, so that the log alone proves who agreed.
    signature: JSON.stringify(wires.get(each)),
  });
  const verdict = insist(verdictOn(core, request, [...wires.keys()], "grant"));
  switch (verdict.status) {
    case "denied": {
      const deny = decisions.find(({ verified }) => verified.read.document.decision === "deny");
      return deny === undefined ? [] : [{ kind: "deny", ...words(deny.verified) }];
    }
    case "unsatisfied":
      return refuse(
        custodyErrors.CUSTODY_QUORUM_MISSING,
        verdict.tooManyCli
          ? "one of the approvals must be by passkey"
          : verdict.missing.map(({ group, have, need }) => `${group}: ${have} of ${need}`).join(", "),
      );
    case "satisfied": {
      const approvers = verdict.counted.map(({ person }) => person.id);
      const { requester, requestHash, requestId } = kept.state;
      const toldAt = core.deps.store.facts.get(`told ${requestId}`);
      return [
        ...verdict.counted.map((each): RequestEvent => {
          const { group } = each.read.document;
          return { kind: "approve", ...words(each), group, isOffline: each.signer.via === "offline" };
        }),
        {
          kind: "satisfy",
          approvers,
          limits: verdict.limits,
          solo: verdict.isSolo ? { toldAt: typeof toldAt === "number" ? toldAt : null } : null,
          bootId: core.bootId,
          stops: stopsAgainst(core, requestHash, { rules: request.rules, requester, approvers }),
        },
      ];
    }
  }
}

/** An approval re-encrypts to the key that this broker gave out for this request, or to none. */
function checkBrokerKey({ brokerKey }: KeptRequest, { verified }: TakenApproval): void {
  const { decision, brokerKey: named } = verified.read.document;
  if (decision !== "approve") return;
  const issued =
    brokerKey === null ? "" : readCustodyDocumentOf("rw.broker-key/v1", bytesOf(brokerKey.document)).document.recipient;
  if (named !== issued) refuse(custodyErrors.CUSTODY_NOT_ELIGIBLE, `${verified.person.id}: another broker key`);
}

async function groupKeyOf(core: BrokerCore, kept: KeptRequest, files: readonly string[]): Promise<Secret<Uint8Array>> {
  const { age, store, deployment } = core.deps;
  const { account, requestId } = kept.state;
  const key = core.requestKeys.get(requestId);
  const group = store.items.newest(account)?.group ?? null;
  const split = group === null ? null : store.groups.get(group.name, group.version);
  if (key === undefined || group === null || split === null) {
    return refuse(custodyErrors.CUSTODY_NOT_ASKED, "no shares were asked for, or the broker started anew");
  }
  const manifest = manifestOf(split);
  const shares = await Promise.all(
    files.map(async (file) => readShareOf(manifest, await age.decrypt(bytesOf(file), key.identity))),
  );
  const place = seedPlace(deployment, groupAccount(group.name), "groupkey", group.version);
  const combined = await combineShares(core.deps, manifest, shares, place);
  for (const { bytes } of shares) bytes.wipe();
  return combined;
}
