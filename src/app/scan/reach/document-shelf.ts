import { CodedError } from "../../../domain/core/coded-error.ts";
import type { NamedPolicy } from "../../../domain/iam/decide/question.ts";
import { parsePolicy } from "../../../domain/iam/language/parse-policy.ts";
import type { Policy } from "../../../domain/iam/language/policy.ts";
import type { PolicyKind } from "../../../domain/iam/language/policy-kind.ts";

/** A policy ready for the evaluator, or the name of what could not be read. */
export type ReadDocument = NamedPolicy | { readonly unknown: string };

/** Documents of one kind kept after parsing in each of two generations; those not asked for again go first. */
const mostYoung = 2000;

interface Generations {
  young: Map<string, Policy | string>;
  old: ReadonlyMap<string, Policy | string>;
}

/**
 * Parses each distinct document once, whoever carries it. Documents under `policies/` are known by their hash, others by
 * their text. A document that AWS holds but the parser does not understand is unknown: it may allow and deny.
 */
export class DocumentShelf {
  readonly #load: (sha256: string) => Promise<unknown>;
  readonly #kept = new Map<PolicyKind, Generations>();

  constructor(load: (sha256: string) => Promise<unknown>) {
    this.#load = load;
  }

  /** Reads a stored document: JSON, or `{sha256}` pointing to one. */
  async read(stored: unknown, kind: PolicyKind, name: string): Promise<ReadDocument> {
    const pointer = pointerOf(stored);
    const key = pointer ?? text(stored);
    const kept = this.#kept.get(kind) ?? { young: new Map(), old: new Map() };
    this.#kept.set(kind, kept);
    const young = kept.young.get(key);
    if (young !== undefined) return named(young, name);
    const known = kept.old.get(key) ?? (pointer === null ? parse(stored, kind) : await this.#fetch(pointer, kind));
    if (kept.young.size >= mostYoung) {
      kept.old = kept.young;
      kept.young = new Map();
    }
    kept.young.set(key, known);
    return named(known, name);
  }

  async #fetch(sha256: string, kind: PolicyKind): Promise<Policy | string> {
    try {
      return parse(await this.#load(sha256), kind);
    } catch (error) {
      if (error instanceof CodedError) return error.message;
      throw error;
    }
  }
}

function parse(document: unknown, kind: PolicyKind): Policy | string {
  try {
    return parsePolicy(document, kind);
  } catch (error) {
    if (error instanceof CodedError) return error.message;
    throw error;
  }
}

function named(parsed: Policy | string, name: string): ReadDocument {
  return typeof parsed === "string" ? { unknown: `${name} (${parsed})` } : { name, policy: parsed };
}

function pointerOf(stored: unknown): string | null {
  if (typeof stored !== "object" || stored === null || !("sha256" in stored)) return null;
  return typeof stored.sha256 === "string" && !("Statement" in stored) ? stored.sha256 : null;
}

function text(stored: unknown): string {
  return JSON.stringify(stored) ?? "undefined";
}
