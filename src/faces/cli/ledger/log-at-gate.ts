import { bundleFromEntries } from "../../../app/ledger/bundle-from-entries.ts";
import { ownHand } from "../../../app/custody/client/signing/own-hand.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { maxLogEntries } from "../../../domain/custody/protocol/broker-request.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { parseCheckpoint } from "../../../domain/ledger/checkpoint/checkpoint.ts";
import { parseSignedNote } from "../../../domain/ledger/note/signed-note.ts";
import { ledgerAuditErrors } from "../../../app/ledger/errors.ts";
import { openGateClient } from "../../../world/gate-client/open-gate-client.ts";
import { gateRoutes } from "../../contract/gate-routes.ts";
import { callOf } from "../../contract/route.ts";
import { ownClient } from "../bg/own-client.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";

/**
 * The files of a gate's log, or of its copy of the broker's, with the rosters: signed in with the person's own key. What the
 * gate gives is held against its note here, and against keys by whoever verifies the bundle.
 */
export async function logAtGate(invocation: Invocation, log: "gate" | "broker"): Promise<Map<string, Uint8Array>> {
  const { deps } = ownClient(invocation);
  const url = deps.self.pins().gate;
  if (url === undefined || url === null) throw usageError("no gate is known: --gate URL");
  const hand = ownHand(deps);
  const { wire } = await hand.sign("rw.sign-in/v1", ({ signer, ...scene }) => ({ ...scene, signer }));
  hand.end();
  const stranger = openGateClient({ url });
  const { token } = await stranger.call(callOf(gateRoutes.signIn, { params: {}, body: { signed: wire } }));
  const client = stranger.signedIn(new Secret(token));
  const { note: text } = await client.call(callOf(gateRoutes.checkpoint, { params: { log }, body: {} }));
  if (text === null)
    throw new CodedError(ledgerAuditErrors.LEDGER_BUNDLE_FOREIGN, { detail: `the ${log} has no entry` });
  const note = bytesOf(text);
  const { size } = parseCheckpoint(parseSignedNote(note).text);
  const entries: Uint8Array[] = [];
  while (entries.length < size) {
    const max = Math.min(maxLogEntries, size - entries.length);
    const body = { from: String(entries.length), max: String(max) };
    const more = (await client.call(callOf(gateRoutes.entries, { params: { log }, body }))).entries;
    // Fewer than the checkpoint says: judged with what there is, and refused.
    if (more.length === 0) break;
    entries.push(...more.map((entry) => bytesOf(entry)));
  }
  const files = bundleFromEntries(note, entries);
  files.set(
    "roster.json",
    utf8(JSON.stringify(await client.call(callOf(gateRoutes.roster, { params: {}, body: {} })))),
  );
  return files;
}
