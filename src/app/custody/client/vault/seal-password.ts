// A password on its way into the vault: sealed here, so that the gate only ever holds what it cannot open. Each version has
// a key of its own; that key goes to every requester (standard mode), or is split among custodians (sealed mode).
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { fromBase64url, toBase64url } from "../../../../domain/crypto/base64url.ts";
import type { ReleaseRule } from "../../../../domain/custody/documents/release-policy-document.ts";
import type { RosterDocument } from "../../../../domain/custody/documents/roster-document.ts";
import { sealEnvelope } from "../../../../domain/custody/envelope/envelope.ts";
import { keyCheckValue } from "../../../../domain/custody/envelope/key-check-value.ts";
import { writeFrame } from "../../../../domain/custody/frame/frame.ts";
import { makeShares } from "../../../../domain/custody/kits/shares/make-shares.ts";
import { splitManifest } from "../../../../domain/custody/kits/shares/split-manifest.ts";
import type { StoredSplit } from "../../../../domain/custody/protocol/stored-split.ts";
import { fewestHolders } from "../../../../domain/custody/release-policy/vaults-not-opened.ts";
import { hasRole, type RosterView } from "../../../../domain/custody/roster/roster-view.ts";
import { passwordSplitId } from "../approve/password-split-id.ts";
import { clientErrors } from "../errors.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import type { SealedPassword } from "../ports/gate.ts";
import type { KeyPlace } from "../release/password-key.ts";

/** What is sealed for whom. */
export interface PasswordToSeal {
  readonly place: KeyPlace;
  readonly password: Secret<Uint8Array>;
  readonly rule: ReleaseRule;
  readonly view: RosterView;
  readonly kitRecipients: RosterDocument["kitRecipients"];
}

/** The deps of sealing. */
export type Sealer = Pick<ClientDeps, "age" | "shamir" | "randomBytes">;

/** Seals a password. Throws `CLIENT_RULE_CANNOT_OPEN` when nobody could open it again, `SEALING_*`. */
export async function sealPassword(
  deps: Sealer,
  { place, password, rule, view, kitRecipients }: PasswordToSeal,
): Promise<Pick<SealedPassword, "envelope" | "wrap" | "kit">> {
  const key = new Secret(deps.randomBytes(32));
  try {
    const at = { ...place, kind: "password" } as const;
    const envelope = sealEnvelope({ key, place: at, nonce: deps.randomBytes(12), plaintext: password });
    const wrap = rule.sealed.includes("P")
      ? ({ kind: "sealed", split: await splitAmongCustodians(deps, place, key, rule, view) } as const)
      : ({ kind: "standard", file: await toOpeners(deps, place, key, view) } as const);
    const kit = kitRecipients.P === undefined ? null : await toKit(deps, place, password, kitRecipients.P);
    return { envelope: toBase64url(envelope), wrap, ...(kit === null ? {} : { kit }) };
  } finally {
    key.wipe();
  }
}

async function toOpeners({ age }: Sealer, place: KeyPlace, key: Secret<Uint8Array>, view: RosterView): Promise<string> {
  const openers = view.persons.flatMap((person) =>
    hasRole(person, "requester") && person.recipientP !== undefined ? [person.recipientP] : [],
  );
  if (openers.length === 0) throw cannotOpen("no requester has a recipient for the password vault");
  const frame = writeFrame({ ...place, kind: "dek" }, key);
  try {
    return toBase64url(await age.encrypt(frame, openers));
  } finally {
    frame.wipe();
  }
}

async function toKit({ age }: Sealer, place: KeyPlace, password: Secret<Uint8Array>, kit: string): Promise<string> {
  const frame = writeFrame({ ...place, kind: "password" }, password);
  try {
    return toBase64url(await age.encrypt(frame, [kit]));
  } finally {
    frame.wipe();
  }
}

/** As many shares open it as every set of people who satisfy the rule is sure to bring. */
async function splitAmongCustodians(
  { age, shamir }: Sealer,
  place: KeyPlace,
  key: Secret<Uint8Array>,
  rule: ReleaseRule,
  view: RosterView,
): Promise<StoredSplit> {
  const holders = view.persons.flatMap((person) =>
    hasRole(person, "custodian") && person.recipientP !== undefined
      ? [{ id: person.id, recipient: person.recipientP }]
      : [],
  );
  const ids = holders.map(({ id }) => id);
  const threshold = fewestHolders(rule, view.groups, ids);
  if (threshold < 2 || threshold > holders.length) {
    throw cannotOpen(`${rule.name}: ${threshold} of ${holders.length} holders of shares`);
  }
  const values = await shamir.split(key, threshold, holders.length);
  const { deployment, account, version } = place;
  const splitId = fromBase64url(passwordSplitId(deployment, account, version)) ?? new Uint8Array(8);
  const shares = makeShares({ vault: "P", splitId, threshold, secret: key, values });
  try {
    const read = splitManifest(shares, ids, keyCheckValue(key, { ...place, kind: "dek" }));
    if (read.status === "refused") throw new CodedError(read.row, { detail: read.detail });
    const files = [];
    for (const [at, share] of shares.entries()) {
      const { id = "", recipient = "" } = holders[at] ?? {};
      files.push({ holder: id, index: share.index, file: toBase64url(await age.encrypt(share.bytes, [recipient])) });
    }
    return { manifest: read.manifest, shares: files };
  } finally {
    for (const secret of [...values, ...shares.map(({ bytes }) => bytes)]) secret.wipe();
  }
}

function cannotOpen(detail: string): CodedError {
  return new CodedError(clientErrors.CLIENT_RULE_CANNOT_OPEN, { detail });
}
