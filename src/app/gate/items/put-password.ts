import type { StoredSplit } from "../../../domain/custody/protocol/stored-split.ts";
import { readSplitManifest } from "../../../domain/custody/kits/shares/split-manifest.ts";
import { kitTag } from "../../../domain/custody/kits/kit-tag.ts";
import { ruleOfAccount } from "../../../domain/custody/release-policy/rule-of-account.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { hasRole, personOf, type RosterView } from "../../../domain/custody/roster/roster-view.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { insistWritable, record } from "../core/record.ts";
import { insist, refuse } from "../core/refuse.ts";
import { policyOf, rosterOf, viewOf } from "../core/rules.ts";
import { gateErrors } from "../errors.ts";
import { insistRole, type SignedIn } from "../session/signed-in-person.ts";
import { sealOuter } from "./inner-blob.ts";

/** A password as its client sealed it; bytes are base64url. */
export interface SealedPassword {
  readonly account: string;
  readonly version: number;
  readonly envelope: string;
  readonly wrap:
    | { readonly kind: "standard"; readonly file: string }
    | { readonly kind: "sealed"; readonly split: StoredSplit };
  readonly kit?: string | undefined;
  readonly origin: "generated" | "typed" | "import";
  readonly flags: readonly string[];
  readonly tag?: string | undefined;
}

/** What became of it. */
export interface StoredPassword {
  readonly account: string;
  readonly version: number;
  readonly flags: readonly string[];
  readonly sameAs: readonly string[];
  readonly logIndex: number;
}

/** Keeps a new version of an account's password under the gate's own layer. */
export const putPassword =
  (gate: Gate) =>
  (by: SignedIn, item: SealedPassword): StoredPassword => {
    insistWritable(gate);
    insistRole(by, "operator-p");
    const { store, passwords } = gate;
    const { account, version, wrap, kit, tag } = item;
    if (store.accounts.get(account) === null) refuse(gateErrors.GATE_NOT_FOUND, account);
    const next = Math.max(passwords.get(account) ?? 0, newestRow(gate, account)) + 1;
    if (version !== next) refuse(gateErrors.GATE_ITEM_VERSION, `${account}: ${version}, next is ${next}`);
    const now = nowSeconds(gate);
    const rule = ruleOfAccount(policyOf(gate.rules, now).document, account);
    if (rule === null) refuse(custodyErrors.CUSTODY_NO_RULE, account);
    if (rule.sealed.includes("P") !== (wrap.kind === "sealed"))
      refuse(gateErrors.GATE_ITEM_MODE, `${account}: ${wrap.kind}`);
    if (wrap.kind === "sealed") insistHolders(wrap.split, viewOf(gate.rules, now));
    const kitTo = rosterOf(gate.rules, now).kitRecipients.P;
    if (kitTo !== undefined && kit === undefined) refuse(gateErrors.GATE_ITEM_NO_KIT, account);
    const sameAs = tag === undefined ? [] : store.passwords.sameTag(tag, account);
    const flags = flagsOf(item, sameAs.length > 0);
    const blob = {
      v: 1 as const,
      envelope: item.envelope,
      file: wrap.kind === "standard" ? wrap.file : null,
      kit: kit ?? null,
      ...(kit === undefined || kitTo === undefined ? {} : { kitTo }),
    };
    const outer = sealOuter(gate, item, blob);
    const { session, person } = by;
    const recorded = record(gate, (tell) => {
      store.passwords.insert({
        account,
        version,
        outer,
        split: wrap.kind === "sealed" ? wrap.split : null,
        hasKitCopy: kit !== undefined,
        flags,
        tag: tag ?? null,
        by: person.id,
        storedAt: now,
      });
      tell({
        type: "item.enrolled",
        actor: { person: person.id, via: session.via, cred: session.cred },
        account,
        d: {
          vault: "P",
          kind: "password",
          version,
          origin: item.origin,
          flags,
          sealed: wrap.kind === "sealed",
          ...(blob.kitTo === undefined ? {} : { kit: kitTag(blob.kitTo) }),
        },
      });
    });
    return { account, version, flags, sameAs, logIndex: recorded.logIndex ?? 0 };
  };

/** A row beyond the log is one whose entry was never written; its version is not given a second time. */
function newestRow({ store }: Gate, account: string): number {
  return store.passwords.all().find((each) => each.account === account)?.version ?? 0;
}

/** What a client says about a password, and what the gate finds by itself. */
function flagsOf({ origin, flags }: SealedPassword, isReused: boolean): readonly string[] {
  const all = new Set(flags);
  if (origin === "import") all.add("copies-elsewhere");
  if (isReused) all.add("one-factor:reused");
  return [...all].toSorted();
}

function insistHolders({ manifest, shares }: StoredSplit, view: RosterView): void {
  const { manifest: list } = insist(readSplitManifest(manifest));
  const isWhole =
    list.vault === "P" &&
    shares.length === list.n &&
    shares.every(({ holder, index }, at) => index === at + 1 && holder === list.holders[at]);
  if (!isWhole) refuse(gateErrors.GATE_ITEM_HOLDERS, "manifest and shares do not fit");
  const stranger = list.holders.find((holder) => {
    const person = personOf(view, holder);
    return !hasRole(person, "custodian") || person.recipientP === undefined;
  });
  if (stranger !== undefined) refuse(gateErrors.GATE_ITEM_HOLDERS, stranger);
}
