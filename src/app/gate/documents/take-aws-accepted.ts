// A seed is proven when AWS has taken its codes. The broker cannot know: it asks AWS nothing. An operator says where AWS
// shows it, and with that the account stands as proven, for this version of the seed and no other.
import { z } from "zod";
import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { evidenceFault } from "../../../domain/custody/items/evidence-fault.ts";
import type { Verified } from "../../../domain/custody/roster/verify-signed.ts";
import { type Gate, nowSeconds, type SeedSeen } from "../core/gate.ts";
import { record } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { actorOf, spend } from "../core/verify.ts";
import { gateErrors } from "../errors.ts";

/** `rw.attest/v1` about what AWS shows. */
export type AwsAccepted = Extract<DocumentOf<"rw.attest/v1">, { readonly what: "aws-accepted" }>;

const keptField = z.strictObject({
  person: z.string(),
  document: z.string(),
  source: z.string(),
  name: z.string(),
  at: z.int(),
});

/** Takes a verified, fresh attestation that AWS has accepted the newest seed of an account. */
export function takeAwsAccepted(gate: Gate, verified: Verified, { account, version, evidence }: AwsAccepted): void {
  const seed = gate.seeds.get(account);
  if (seed?.version !== version) return refuse(custodyErrors.CUSTODY_OTHER_VERSION, `${account} S version ${version}`);
  const { storedAt, isImported } = seed;
  const fault = evidenceFault(evidence, { storedAt, origin: isImported ? "import" : "new-device" }, nowSeconds(gate));
  if (fault !== null) refuse(gateErrors.GATE_EVIDENCE_UNFIT, fault);
  const { source, at } = evidence;
  const name = "serial" in evidence ? evidence.serial : evidence.eventId;
  const document = verified.read.hash;
  record(gate, (tell) => {
    gate.store.facts.set(factName(account, version), { person: verified.person.id, document, source, name, at });
    spend(gate, verified);
    // The document's digest binds the name; a device's name is somebody's free text, and stays out of the log.
    const event = "eventId" in evidence ? { eventId: evidence.eventId } : {};
    const d = { vault: "S", version, how: "aws-facts", source, seenAt: at, document, ...event };
    tell({ type: "item.verified", actor: actorOf(verified), account, d });
  });
}

/** Whether an operator attested that AWS has accepted this very seed. */
export function isAwsAccepted({ store }: Gate, account: string, { version, storedAt }: SeedSeen): boolean {
  const kept = keptField.safeParse(store.facts.get(factName(account, version)));
  // INVARIANT: a word about an earlier seed, whose number came again after a resync, proves nothing of this one.
  return kept.success && kept.data.at >= storedAt;
}

function factName(account: string, version: number): string {
  return `aws-accepted ${account} ${version}`;
}
