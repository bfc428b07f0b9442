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

/** A leaf's id without the prefix that only repeats its kind. */
export function leafName(leaf: AnswerLeaf): string {
  return leaf.id.replace(/^(mb|phone|any-of):/, "");
}

/** Who holds a leaf, in words. */
export function holdersText(leaf: AnswerLeaf): string {
  if (leaf.who === null) return "holders not declared";
  return leaf.who.length === 0 ? "held by nobody" : leaf.who.join(", ");
}

/** `path 2 of 3` and what it takes, in one line. */
export function pathTitle(path: Path, at: number, count: number): string {
  const certainty = path.certainty === "possible" ? ", possible only" : "";
  return `path ${at + 1} of ${count}${certainty}`;
}
