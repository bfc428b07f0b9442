import type { AnswerLeaf, Goal, LeafKind, Path } from "../../domain/takeover/answer.ts";

/** What each kind of leaf is called. */
export const leafWords: Readonly<Record<LeafKind, string>> = {
  principals: "principals",
  mailbox: "mailbox",
  phone: "phone",
  "root-key": "root access key",
  "x509-key": "signing certificate",
  "password-vault": "password vault",
  "seed-vault": "seed vault",
  device: "MFA device",
  kit: "kit",
  interception: "mail interception",
  registrar: "domain registrar",
  dns: "DNS provider",
  "mail-tenant": "mail tenant",
  network: "allowed network",
};

/** What each goal is called where a path arrives. */
export const goalWords: Readonly<Record<Goal, string>> = {
  session: "ROOT",
  "bucket-unlock": "BUCKET UNLOCKED",
  "queue-unlock": "QUEUE UNLOCKED",
};

/** Powers of a class of principals named before the rest is counted. */
const shownPowers = 2;

/** A leaf's name without what only repeats its kind; a class of principals by its first powers. */
export function leafName(leaf: AnswerLeaf): string {
  const name = leaf.id.replace(/^[a-z0-9-]+:/, "");
  if (leaf.kind !== "principals") return name;
  const powers = name.split(",");
  const more = powers.length - shownPowers;
  return more <= 1 ? powers.join(", ") : `${powers.slice(0, shownPowers).join(", ")} and ${more} more`;
}

/** Who holds a leaf, in words; beyond a limit the others are counted. */
export function holdersText(leaf: AnswerLeaf, limit = Infinity): string {
  if (leaf.who === null) return "holders not declared";
  if (leaf.who.length === 0) return "nobody named";
  const more = leaf.who.length - limit;
  return more <= 0 ? leaf.who.join(", ") : `${leaf.who.slice(0, limit).join(", ")} and ${more} more`;
}

/** What a leaf is, its name and who holds it. */
export function leafText(leaf: AnswerLeaf, limit = Infinity): string {
  return `${leafWords[leaf.kind]} ${leafName(leaf)} (${holdersText(leaf, limit)}; ${leaf.cost})`;
}

/** `path 2 of 3` and what it takes, in one line. */
export function pathTitle(path: Path, at: number, count: number): string {
  const certainty = path.certainty === "possible" ? ", possible only" : "";
  return `path ${at + 1} of ${count}${certainty}`;
}
