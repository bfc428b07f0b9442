// What a sheet says, as plain data; drawing it is not this room's. A sheet holds one share and never the kit.
import { CodedError } from "../../../core/coded-error.ts";
import type { Secret } from "../../../core/secret.ts";
import { toHex } from "../../../crypto/hex.ts";
import type { Vault } from "../../envelope/place.ts";
import { kitErrors } from "../errors.ts";
import { shareCommitment } from "../shares/share-commitment.ts";
import { shareLines, shareQrText } from "../shares/share-text.ts";
import type { Share } from "../shares/share.ts";

/** What is printed on all sheets of a kit. */
export interface SheetFacts {
  readonly deployment: string;
  readonly isRehearsal: boolean;
  /** 16 hexadecimal digits. */
  readonly kitId: string;
  /** `YYYY-MM-DD`, both. */
  readonly madeOn: string;
  readonly expiresOn: string;
  readonly sites: readonly { readonly rpId: string; readonly url: string }[];
  /** `host:port` of the custodian door; `null` where it was not known when the kit was made. */
  readonly custodianDoor: string | null;
  /** D of the roster in force; `null` for a kit that the first roster will name. */
  readonly rosterHash: string | null;
  /** The log's newest checkpoint; `null` before there is a log. */
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
  /** SHA-256 of the offline page that opens a kit without Rootward; `null` where none was published with it. */
  readonly bundleSha256: string | null;
  /** The age recipient of the kit's key; the opened key must give it again. */
  readonly recipient: string;
  /** Who holds each share, in their order. */
  readonly holders: readonly string[];
  /** Where copies of the kit lie. */
  readonly copies: readonly string[];
}

/** One line under a heading. */
export interface SheetFact {
  readonly name: string;
  readonly value: string;
}

/** The front of one sheet. */
export interface KitSheet {
  readonly title: string;
  readonly vault: Vault;
  readonly share: {
    readonly index: number;
    readonly total: number;
    readonly threshold: number;
    readonly holder: string;
  };
  readonly isAndIsNot: readonly string[];
  /** Six, numbered by the printer. */
  readonly steps: readonly string[];
  readonly facts: readonly SheetFact[];
  /** Who holds the other shares; names, never shares. */
  readonly others: readonly string[];
  readonly copies: readonly string[];
  readonly qr: Secret;
  readonly lines: readonly Secret[];
  /** The first four bytes of every share's commitment, in their order: 8 hexadecimal digits each. */
  readonly commitments: readonly string[];
  /** Lines to be filled in by hand. */
  readonly blanks: readonly string[];
}

/** All sheets of a kit, from all its shares in order. Throws `CUSTODY_SPLIT_IMPOSSIBLE` for shares that are not one whole kit. */
export function kitSheets(shares: readonly Share[], facts: SheetFacts): readonly KitSheet[] {
  const [first] = shares;
  if (first === undefined || first.vault === "K") throw impossible("sheets are made of a kit's shares");
  const { vault, total, splitId } = first;
  const isWhole = shares.every(
    (share, at) => share.splitId === splitId && share.vault === vault && share.index === at + 1,
  );
  if (!isWhole || shares.length !== total) throw impossible(`${shares.length} shares of ${total}, or not in order`);
  if (facts.holders.length !== total) throw impossible(`${facts.holders.length} holders of ${total} shares`);
  const commitments = shares.map((share) => toHex(shareCommitment(share).subarray(0, 4)));
  return shares.map((share): KitSheet => kitSheet(share, vault, facts, commitments));
}

/**
 * One sheet, from its share and what is public of its kit; `commitments` are the first four bytes of every share's, in hex.
 * Printing it again makes no second share: it is the same sheet.
 */
export function kitSheet(share: Share, vault: Vault, facts: SheetFacts, commitments: readonly string[]): KitSheet {
  const { index, total, threshold, splitId } = share;
  const at = index - 1;
  return {
    title: `${facts.isRehearsal ? "REHEARSAL - " : ""}${facts.deployment}: ${names[vault]}, sheet ${index} of ${total}`,
    vault,
    share: { index, total, threshold, holder: facts.holders[at] ?? "" },
    isAndIsNot: isAndIsNot(vault, threshold),
    steps: steps(threshold, facts.bundleSha256 !== null),
    facts: factsOf(facts, splitId),
    others: facts.holders.filter((_, each) => each !== at),
    copies: facts.copies,
    qr: shareQrText(share),
    lines: shareLines(share),
    commitments,
    blanks: ["Received, date and signature", "Passphrase (by hand, if there is one)"],
  };
}

const names: Readonly<Record<Vault, string>> = { P: "kit of the passwords (P)", S: "kit of the seeds (S)" };

function isAndIsNot(vault: Vault, threshold: number): readonly string[] {
  const what = vault === "P" ? "passwords of the AWS root users" : "seeds that make the AWS root users' codes";
  return [
    `This is one of the sheets that together open the kit with the ${what}, when the servers cannot be reached.`,
    `It opens nothing alone: ${threshold} sheets of this kit and a copy of the kit are needed, and for a sign-in the other kit, too.`,
    "It is not the kit itself. Never keep it with a copy of the kit, and never photograph, scan or send it.",
  ];
}

function steps(threshold: number, hasPage: boolean): readonly string[] {
  return [
    "Try the break-glass site and the command line first: a request is logged and leaves nothing open behind it.",
    `Call holders together until ${threshold} sheets are there. Check that kit id and vault are the same on all.`,
    "Take a machine that is off every network and stays off. Fetch a copy of the kit, or scan its pages.",
    `Scan or type the sheets into the program on the back${hasPage ? ", or into the offline page" : ""}. It names a sheet that is wrong.`,
    "It prints an age identity. Save it as key.txt and run: age -d -i key.txt kit.age",
    "Afterwards wipe the machine, change every password and seed that was seen, and make a new kit.",
  ];
}

function factsOf(facts: SheetFacts, splitId: string): readonly SheetFact[] {
  return [
    { name: "Kit id", value: facts.kitId },
    { name: "Split id", value: splitId },
    { name: "Made on", value: facts.madeOn },
    { name: "Expires on", value: facts.expiresOn },
    { name: "Deployment", value: facts.deployment },
    ...facts.sites.map(({ rpId, url }) => ({ name: `Site ${rpId}`, value: url })),
    ...(facts.custodianDoor === null ? [] : [{ name: "Custodian door", value: facts.custodianDoor }]),
    ...(facts.rosterHash === null ? [] : [{ name: "Roster", value: facts.rosterHash }]),
    ...(facts.checkpoint === null
      ? []
      : [{ name: "Log checkpoint", value: `${facts.checkpoint.size} ${facts.checkpoint.root}` }]),
    { name: "Recipient of the kit", value: facts.recipient },
    ...(facts.bundleSha256 === null ? [] : [{ name: "SHA-256 of the offline page", value: facts.bundleSha256 }]),
  ];
}

function impossible(detail: string): CodedError {
  return new CodedError(kitErrors.CUSTODY_SPLIT_IMPOSSIBLE, { detail });
}
