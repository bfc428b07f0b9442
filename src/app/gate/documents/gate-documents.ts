// The documents that only the gate takes: a custodian's sign of life, a word about old copies of an item, and one about what
// AWS shows of a seed.
import { z } from "zod";
import type { DocumentOf } from "../../../domain/custody/documents/read-custody-document.ts";
import type { Vault } from "../../../domain/custody/envelope/place.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import type { Verified } from "../../../domain/custody/roster/verify-signed.ts";
import type { Gate } from "../core/gate.ts";
import { record } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { actorOf, insistNew, spend, verifyAs } from "../core/verify.ts";
import { gateErrors } from "../errors.ts";
import { type AwsAccepted, takeAwsAccepted } from "./take-aws-accepted.ts";

/** Takes `rw.liveness/v1`: somebody could open their own share. */
export const takeLiveness =
  (gate: Gate) =>
  (signed: SignedWire): void => {
    const verified = verifyAs(gate, "rw.liveness/v1", signed);
    insistNew(gate, verified);
    const { vault, splitId, commit, at } = verified.read.document;
    record(gate, (tell) => {
      gate.store.liveness.add({ person: verified.person.id, splitId, commit, at });
      spend(gate, verified);
      tell({ type: "liveness.ok", actor: actorOf(verified), d: { vault, splitId, commit } });
    });
  };

const attestations = z.array(z.strictObject({ person: z.string(), isOperator: z.boolean(), isCustodian: z.boolean() }));

/** `rw.attest/v1` about copies. */
type CopiesDestroyed = Exclude<DocumentOf<"rw.attest/v1">, AwsAccepted>;

/** Takes `rw.attest/v1`, of either kind. */
export const takeAttest =
  (gate: Gate) =>
  (signed: SignedWire): void => {
    const verified = verifyAs(gate, "rw.attest/v1", signed);
    insistNew(gate, verified);
    const { document } = verified.read;
    if (document.what === "aws-accepted") takeAwsAccepted(gate, verified, document);
    else takeCopiesDestroyed(gate, verified, document);
  };

/** The other copies of an imported item are gone: an operator of the vault and another custodian end the flag. */
function takeCopiesDestroyed(
  gate: Gate,
  verified: Verified<DocumentOf<"rw.attest/v1">>,
  document: CopiesDestroyed,
): void {
  const { store, passwords, seeds } = gate;
  const { account, vault, version, how } = document;
  const current = vault === "P" ? passwords.get(account) : seeds.get(account)?.version;
  if (current !== version) refuse(custodyErrors.CUSTODY_OTHER_VERSION, `${account} ${vault} version ${version}`);
  const name = wordsName(account, vault, version);
  const all = [...wordsOf(gate, name), wordOf(verified)];
  const item = vault === "P" ? store.passwords.version(account, version) : null;
  record(gate, (tell) => {
    store.facts.set(name, all);
    spend(gate, verified);
    if (item !== null && isComplete(all)) {
      store.passwords.setFlags(
        account,
        version,
        item.flags.filter((flag) => flag !== "copies-elsewhere"),
      );
    }
    tell({
      type: "item.attested",
      actor: actorOf(verified),
      account,
      d: { vault, version, how, complete: isComplete(all) },
    });
  });
}

/** Whether enough people said that an item's other copies are gone. */
export function isAttested(gate: Gate, account: string, vault: Vault, version: number): boolean {
  return isComplete(wordsOf(gate, wordsName(account, vault, version)));
}

function wordsName(account: string, vault: Vault, version: number): string {
  return `attest ${account} ${vault} ${version}`;
}

function wordsOf({ store }: Gate, name: string): z.infer<typeof attestations> {
  return attestations.parse(store.facts.get(name) ?? []);
}

function wordOf({ person, read }: Verified<DocumentOf<"rw.attest/v1">>): z.infer<typeof attestations>[number] {
  const { id, roles } = person;
  const isOperator = roles.includes(read.document.vault === "P" ? "operator-p" : "operator-s");
  const isCustodian = roles.includes("custodian");
  if (!isOperator && !isCustodian) refuse(gateErrors.GATE_WRONG_ROLE, id);
  return { person: id, isOperator, isCustodian };
}

function isComplete(all: z.infer<typeof attestations>): boolean {
  return all.some((one) => one.isOperator && all.some((other) => other.isCustodian && other.person !== one.person));
}
