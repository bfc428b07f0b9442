// Trust files (C2SP tlog-policy): which logs and witnesses are known, and how many witnesses make a checkpoint count. A
// trust file comes from where the reader trusts it; one that lies in the same archive as the log proves nothing.
import { CodedError } from "../../core/coded-error.ts";
import { toHex } from "../../crypto/hex.ts";
import { fromUtf8 } from "../../crypto/bytes.ts";
import { ledgerErrors } from "../errors.ts";
import { readDecimal } from "../note/decimal.ts";
import { type KeyKind, parseVerifierKey, type VerifierKey } from "../note/verifier-key.ts";

/** A known log. */
export interface TrustedLog {
  readonly key: VerifierKey;
  readonly url: string | null;
}

/** A known witness under the name that groups call it by. */
export interface TrustedWitness {
  readonly kind: "witness";
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string | null;
}

/** Witnesses and groups of which at least `threshold` must have witnessed. */
export interface WitnessGroup {
  readonly kind: "group";
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly (TrustedWitness | WitnessGroup)[];
}

/** What a trust file says. */
export interface Trust {
  readonly logs: readonly TrustedLog[];
  readonly witnesses: readonly TrustedWitness[];
  readonly groups: readonly WitnessGroup[];
  /** `null` when no cosignature is asked for. */
  readonly quorum: TrustedWitness | WitnessGroup | null;
}

const maxBytes = 256 * 1024;

/** Reads a trust file in UTF-8. Throws `LEDGER_TRUST_FOREIGN` with the line. */
export function parseTrustFile(bytes: Uint8Array): Trust {
  if (bytes.length > maxBytes) throw foreign(null, `${bytes.length} bytes`);
  const text = fromUtf8(bytes);
  if (text === null) throw foreign(null, "not UTF-8");
  const reading = new Reading();
  const lines = text.split("\n");
  if (lines.pop() !== "") throw foreign(lines.length + 1, "the last line does not end");
  for (const [at, line] of lines.entries()) reading.take(line, at + 1);
  return reading.result(lines.length);
}

class Reading {
  readonly #logs: TrustedLog[] = [];
  readonly #witnesses: TrustedWitness[] = [];
  readonly #groups: WitnessGroup[] = [];
  readonly #named = new Map<string, TrustedWitness | WitnessGroup>();
  readonly #keys = new Set<string>();
  readonly #members = new Set<string>();
  #quorum: TrustedWitness | WitnessGroup | null | undefined;

  take(line: string, at: number): void {
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line)) throw foreign(at, "a control character");
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    const [keyword, ...rest] = words;
    if (keyword === undefined || keyword.startsWith("#")) return;
    if (keyword === "log") this.#takeLog(rest, at);
    else if (keyword === "witness") this.#takeWitness(rest, at);
    else if (keyword === "group") this.#takeGroup(rest, at);
    else if (keyword === "quorum") this.#takeQuorum(rest, at);
    else throw foreign(at, `the word ${JSON.stringify(keyword.slice(0, 40))}`);
  }

  result(lines: number): Trust {
    if (this.#quorum === undefined) throw foreign(lines, "no quorum line");
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum };
  }

  #takeLog(words: readonly string[], at: number): void {
    const [vkey, url = null, ...more] = words;
    if (vkey === undefined || more.length > 0) throw foreign(at, "log <key> [<url>]");
    this.#logs.push({ key: this.#key("log", vkey, at), url });
  }

  #takeWitness(words: readonly string[], at: number): void {
    const [name, vkey, url = null, ...more] = words;
    if (name === undefined || vkey === undefined || more.length > 0) throw foreign(at, "witness <name> <key> [<url>]");
    const witness: TrustedWitness = { kind: "witness", name, key: this.#key("cosignature", vkey, at), url };
    this.#define(witness, at);
    this.#witnesses.push(witness);
  }

  #takeGroup(words: readonly string[], at: number): void {
    const [name, rule, ...names] = words;
    if (name === undefined || rule === undefined || names.length === 0) {
      throw foreign(at, "group <name> all|any|<k> <member>...");
    }
    const threshold = rule === "all" ? names.length : rule === "any" ? 1 : readDecimal(rule);
    if (threshold === null || threshold < 1 || threshold > names.length) throw foreign(at, "the threshold");
    const members = names.map((member) => this.#member(member, at));
    const group: WitnessGroup = { kind: "group", name, threshold, members };
    this.#define(group, at);
    this.#groups.push(group);
  }

  #takeQuorum(words: readonly string[], at: number): void {
    const [name, ...more] = words;
    if (name === undefined || more.length > 0) throw foreign(at, "quorum <name>|none");
    if (this.#quorum !== undefined) throw foreign(at, "a second quorum line");
    this.#quorum = name === "none" ? null : this.#known(name, at);
  }

  /** INVARIANT: a name is a member once, in one group, so a witness counts in one way only. */
  #member(name: string, at: number): TrustedWitness | WitnessGroup {
    const member = this.#known(name, at);
    if (this.#members.has(name)) throw foreign(at, `${JSON.stringify(name)} is a member already`);
    this.#members.add(name);
    return member;
  }

  #known(name: string, at: number): TrustedWitness | WitnessGroup {
    const found = this.#named.get(name);
    if (found === undefined) throw foreign(at, `${JSON.stringify(name.slice(0, 80))} is not defined above`);
    return found;
  }

  #define(item: TrustedWitness | WitnessGroup, at: number): void {
    if (item.name === "none" || this.#named.has(item.name)) {
      throw foreign(at, `the name ${JSON.stringify(item.name.slice(0, 80))} is taken`);
    }
    this.#named.set(item.name, item);
  }

  #key(kind: KeyKind, vkey: string, at: number): VerifierKey {
    const key = keyOf(vkey, at);
    if (key.kind !== kind) throw foreign(at, kind === "log" ? "not a log's key" : "not a witness's key");
    // SECURITY: by the key itself, or one witness under two names would count twice.
    const same = `${kind} ${toHex(key.publicKey)}`;
    if (this.#keys.has(same)) throw foreign(at, "this public key stands in the file already");
    this.#keys.add(same);
    return key;
  }
}

function keyOf(vkey: string, at: number): VerifierKey {
  try {
    return parseVerifierKey(vkey);
  } catch (cause) {
    if (cause instanceof CodedError) throw foreign(at, cause.message, cause);
    throw cause;
  }
}

function foreign(line: number | null, detail: string, cause?: unknown): CodedError {
  const position = line === null ? undefined : { line };
  return new CodedError(ledgerErrors.LEDGER_TRUST_FOREIGN, { detail, position, cause });
}
