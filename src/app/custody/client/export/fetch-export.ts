// What a quorum decided to export, fetched by the person it named. Of the seed vault the broker seals it to that person's key;
// of the password vault the gate hands out the items against the broker's receipt, still sealed to people.
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { type DocumentOf, readCustodyDocument } from "../../../../domain/custody/documents/read-custody-document.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import type { PasswordItem } from "../../../../domain/custody/exports/password-export.ts";
import type { SeedItem } from "../../../../domain/custody/exports/seed-export.ts";
import { readSeedExport } from "../../../../domain/custody/protocol/seed-export-answer.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import { awsTotp } from "../../../../domain/custody/totp/totp-parameters.ts";
import { openExported } from "../../export/open-exported.ts";
import { clientErrors } from "../errors.ts";
import { brokerWord } from "../pins/broker-word.ts";
import { type ClientDeps, nowSeconds } from "../ports/client-deps.ts";
import { signAsk } from "../release/ask.ts";
import { done, receiptOf } from "../signing/broker-answer.ts";
import type { Entered } from "../signing/enter.ts";

/** A decided export. */
export type ExportDocument = DocumentOf<"rw.export/v1">;

type Versioned<T> = T & { readonly version: number };

/** What came of an ask for it. */
export type FetchedExport =
  | { readonly vault: "P"; readonly items: readonly Versioned<PasswordItem>[] }
  | { readonly vault: "S"; readonly items: readonly Versioned<SeedItem>[] };

/**
 * The export document of this hash, when it is the own one and its time has come: nothing is asked for before. Throws
 * `CLIENT_NO_PROPOSAL`, `CUSTODY_QUORUM_MISSING`, `CUSTODY_TOO_EARLY`, `CUSTODY_ROLE_MISSING`.
 */
export async function decidedExport(
  deps: Pick<ClientDeps, "gate" | "self" | "nowMs">,
  { view }: Entered,
  hash: string,
): Promise<ExportDocument> {
  const shown = (await deps.gate.proposals()).find((each) => each.hash === hash);
  if (shown === undefined) throw new CodedError(clientErrors.CLIENT_NO_PROPOSAL, { detail: hash });
  const read = readCustodyDocument(bytesOf(shown.document));
  const { document } = read;
  if (read.hash !== hash) throw new CodedError(clientErrors.CLIENT_REQUEST_CHANGED, { detail: hash });
  if (document.type !== "rw.export/v1") {
    throw new CodedError(clientErrors.CLIENT_NO_PROPOSAL, { detail: `${hash} is a ${document.type}` });
  }
  if (document.asker !== deps.self.person.id) {
    throw new CodedError(custodyErrors.CUSTODY_ROLE_MISSING, { detail: `it is for ${document.asker} alone` });
  }
  const { reply, missing } = shown;
  if (reply?.status !== "done") {
    throw new CodedError(custodyErrors.CUSTODY_QUORUM_MISSING, {
      detail: missing?.detail ?? "it was not accepted",
      hint: `The others approve it: rootward roster sign --proposal ${hash}`,
    });
  }
  const { at } = brokerWord("rw.receipt/v1", reply.receipt, view).document;
  const dueAt = reply.dueAt ?? at;
  if (nowSeconds(deps) < dueAt) {
    const from = new Date(dueAt * 1000).toISOString().slice(0, 16).replace("T", " ");
    throw new CodedError(custodyErrors.CUSTODY_TOO_EARLY, {
      detail: `from ${from} UTC on`,
      hint: "Until then any custodian can veto it. Run the same command after that time, within a day.",
    });
  }
  return document;
}

/** Asks for a decided export and opens it. Throws the row of the broker's refusal, `CLIENT_ITEM_FOREIGN`, `SEALING_*`. */
export async function fetchExport(
  deps: Pick<ClientDeps, "gate" | "self" | "age">,
  entered: Entered,
  { hash, document }: { readonly hash: string; readonly document: ExportDocument },
): Promise<FetchedExport> {
  const { gate, self, age } = deps;
  const ask = await signAsk(entered, { documentHash: hash, what: "export", n: 1 });
  const { reply, items } = await gate.exportUnder(hash, ask.wire);
  const answer = done(reply);
  if (answer.status === "wait") throw foreign("the broker says to wait");
  receiptOf(answer.receipt, { verb: "release", docHash: ask.read.hash }, entered.view);
  const { deployment } = entered.view;
  const identity = await self.vaultKey(document.vault);
  try {
    if (document.vault === "P") {
      const opened = await openExported(age, deployment, items ?? [], identity);
      const { passwords } = self.pins();
      const older = opened.items.find(({ account, version }) => version < (passwords[account] ?? 0));
      if (older !== undefined) {
        throw new CodedError(clientErrors.CLIENT_ITEM_ROLLED_BACK, {
          detail: `${older.account}: version ${older.version}`,
        });
      }
      insistAll(document, [...opened.items.map(({ account }) => account), ...opened.sealed]);
      return { vault: "P", items: opened.items };
    }
    if (answer.sealed === undefined) throw foreign("no seeds inside");
    const plain = await age.decrypt(bytesOf(answer.sealed), identity);
    const read = readSeedExport(plain);
    plain.wipe();
    if (read === null || read.deployment !== deployment || read.documentHash !== hash) throw foreign("another export");
    insistAll(
      document,
      read.seeds.map(({ account }) => account),
    );
    const names = new Map((await gate.accounts()).map((each) => [each.account, each]));
    return {
      vault: "S",
      items: read.seeds.map(({ account, version, seed }) => {
        const { name = "", email = null } = names.get(account) ?? {};
        return { account, version, name, email: email ?? "", seed, parameters: awsTotp };
      }),
    };
  } finally {
    identity.wipe();
  }
}

/** Exactly the accounts that were signed: one that is missing would be missed on the day it is needed. */
function insistAll({ accounts }: ExportDocument, answered: readonly string[]): void {
  if (answered.toSorted().join() !== accounts.toSorted().join()) {
    throw foreign(`${answered.length} items where ${accounts.length} were decided on`);
  }
}

function foreign(detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_ITEM_FOREIGN, { detail });
}
