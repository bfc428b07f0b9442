import { maskMail, maskPhone } from "../../domain/core/mask.ts";
import type { KnownContacts } from "../../app/scan/outcome.ts";

/** What a mask must know beside contacts. */
export interface MaskAsk {
  readonly contacts: KnownContacts;
  /** Account ids are digits too: one that equals a phone number stays, unless a `+` stands before it. */
  readonly accounts: ReadonlySet<string>;
  /** Every text that will be shown: addresses nobody declared get their numbers after the known ones. */
  readonly texts: Iterable<string>;
}

const separators = "\\s().\\/\\u00a0\\u2010-\\u2015-";
const digitRuns = new RegExp(`\\+?\\d(?:[\\d${separators}]*\\d)?`, "g");
const localPart = /[\p{L}\p{N}._%+'&~\ud800-\udfff-]/u;
const domainPart = /[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/uy;
/** A number shorter than this is masked only where it stands as a phone: alone, after `+` or after `phone:`. */
const shortDigits = 7;
/** Longest E.164 number, with the `00` prefix. */
const longestDigits = 17;

/**
 * Makes the function that masks a text: `root@corp.example` → `r***@corp.example#2`, `+1 555 0100` → `***0100#1`, also
 * inside sentences, ARNs and leaf ids. The number keeps contacts of one snapshot apart that look alike when masked;
 * a `+tag` does not count, because the mail goes to the same mailbox. Masking a masked text changes nothing.
 */
export function contactMask(ask: MaskAsk): (text: string) => string {
  const mails = new Numbered(maskMail);
  const phones = new Numbered(maskedPhone);
  mails.add(ask.contacts.mails.map(mailKey));
  phones.add(ask.contacts.phones.map(phoneKey).filter((digits) => digits !== ""));
  const odd = oddAddresses(ask.contacts.mails);
  const foundMails = new Set<string>();
  const foundPhones = new Set<string>();
  const maskWith = (text: string, mail: (key: string) => string, phone: (key: string) => string) => {
    const known = odd === null ? text : text.replace(odd, (address) => mail(mailKey(address)));
    const mailed = known.includes("@") ? replaceMails(known, mail) : known;
    return replacePhones(mailed, phones, ask.accounts, phone);
  };
  const unique = new Set(ask.texts);
  const touched = new Set<string>();
  for (const text of unique) {
    const note = (set: Set<string>) => (key: string) => {
      set.add(key);
      touched.add(text);
      return "";
    };
    maskWith(text, note(foundMails), note(foundPhones));
  }
  mails.add([...foundMails]);
  // A number found in one text is masked in all of them, also where it stands without its `+`.
  const isSettled = [...foundPhones].every((key) => phones.has(key));
  phones.add([...foundPhones]);
  // Reasons, fixes and sources repeat thousands of times.
  const masked = new Map<string, string>();
  return (text) => {
    if (isSettled && unique.has(text) && !touched.has(text)) return text;
    const known = masked.get(text);
    if (known !== undefined) return known;
    const result = maskWith(
      text,
      (key) => mails.alias(key),
      (key) => phones.alias(key),
    );
    if (unique.has(text)) masked.set(text, result);
    return result;
  };
}

/** Keys with an alias each: the masked form and a number among the keys of that form. */
class Numbered {
  readonly #aliases = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #mask: (key: string) => string;

  constructor(mask: (key: string) => string) {
    this.#mask = mask;
  }

  add(keys: readonly string[]): void {
    for (const key of [...new Set(keys)].sort()) {
      if (this.#aliases.has(key)) continue;
      const form = this.#mask(key);
      const count = (this.#counts.get(form) ?? 0) + 1;
      this.#counts.set(form, count);
      this.#aliases.set(key, `${form}#${count}`);
    }
  }

  has(key: string): boolean {
    return this.#aliases.has(key);
  }

  alias(key: string): string {
    return this.#aliases.get(key) ?? this.#mask(key);
  }
}

function mailKey(address: string): string {
  const lower = address.toLowerCase();
  const at = lower.lastIndexOf("@");
  const tag = lower.indexOf("+");
  return tag > 0 && tag < at ? lower.slice(0, tag) + lower.slice(at) : lower;
}

function phoneKey(text: string): string {
  return text.replace(/\D/g, "").replace(/^00/, "");
}

function maskedPhone(digits: string): string {
  if (digits.length > shortDigits) return maskPhone(digits);
  return digits.length > 4 ? `***${digits.slice(-2)}` : "***";
}

// Known addresses that the scanner below would not find whole: quoted local parts, domains without a dot.
function oddAddresses(mails: readonly string[]): RegExp | null {
  const odd = [...new Set(mails)].filter((address) => {
    let found: string | null = null;
    replaceMails(address, (key) => {
      found = key;
      return "";
    });
    return address !== "" && found !== mailKey(address);
  });
  if (odd.length === 0) return null;
  const longestFirst = odd.sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((address) => address.replace(/[$()*+.?[\\\]^{|}/-]/g, "\\$&")).join("|"), "gi");
}

// Goes from one `@` to the next and looks to both sides, so that the work is linear in the text.
function replaceMails(text: string, alias: (key: string) => string): string {
  let result = "";
  let done = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    domainPart.lastIndex = at + 1;
    const domain = domainPart.exec(text)?.[0];
    if (domain === undefined) continue;
    let start = at;
    while (start > done && localPart.test(text[start - 1] ?? "")) start -= 1;
    while (start < at && /['&~.%+-]/.test(text[start] ?? "")) start += 1;
    if (start === at) continue;
    const end = at + 1 + domain.length;
    result += text.slice(done, start) + alias(mailKey(text.slice(start, end)));
    done = end;
  }
  return result + text.slice(done);
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

function replacePhones(
  text: string,
  known: Numbered,
  accounts: ReadonlySet<string>,
  alias: (key: string) => string,
): string {
  return text.replace(digitRuns, (run: string, offset: number) => {
    const groups = [...run.matchAll(/\d+/g)].map((match): Group => ({
      start: match.index,
      end: match.index + match[0].length,
      digits: match[0],
    }));
    let result = "";
    let done = 0;
    for (let first = 0; first < groups.length; first += 1) {
      const from = groups[first];
      if (from === undefined || from.start < done) continue;
      const hasPlus = run[from.start - 1] === "+";
      const isNamed =
        hasPlus || text.slice(0, offset + from.start).endsWith("phone:") || run.length === text.trim().length;
      const span =
        knownSpan(groups, first, known, accounts, isNamed, hasPlus) ?? (hasPlus ? longSpan(groups, first) : null);
      if (span === null) continue;
      result += run.slice(done, from.start - (hasPlus ? 1 : 0)) + alias(phoneKey(span.digits));
      done = span.end;
    }
    return result + run.slice(done);
  });
}

function knownSpan(
  groups: readonly Group[],
  first: number,
  known: Numbered,
  accounts: ReadonlySet<string>,
  isNamed: boolean,
  hasPlus: boolean,
): Group | null {
  let digits = "";
  for (const group of groups.slice(first, first + longestDigits)) {
    digits += group.digits;
    if (digits.length > longestDigits) return null;
    if (!known.has(phoneKey(digits))) continue;
    if (digits.length < shortDigits && !isNamed) continue;
    if (accounts.has(digits) && !hasPlus) continue;
    return { start: groups[first]?.start ?? 0, end: group.end, digits };
  }
  return null;
}

// A number nobody declared, written internationally: `+` and at least eight digits.
function longSpan(groups: readonly Group[], first: number): Group | null {
  let digits = "";
  let end = 0;
  for (const group of groups.slice(first)) {
    if (digits.length + group.digits.length > 15) break;
    digits += group.digits;
    end = group.end;
  }
  return digits.length < 8 ? null : { start: groups[first]?.start ?? 0, end, digits };
}
