import type { Principal } from "./principal.ts";
import type { RandomText } from "./random-text.ts";

/** Keys as their holder gets them. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Missing for long-lived keys. */
  readonly sessionToken?: string;
  /** Unix milliseconds; null = they do not expire. */
  readonly expiresAt: number | null;
}

/** Keys with whom they speak for. */
export interface StoredCredentials extends IssuedCredentials {
  readonly principal: Principal;
}

/** All keys the pretend AWS knows, by access key id. */
export class CredentialStore {
  readonly #known = new Map<string, StoredCredentials>();
  readonly #random: RandomText;

  constructor(random: RandomText) {
    this.#random = random;
  }

  /** Issues temporary keys (`ASIA…`) that expire at a Unix time in milliseconds. */
  issue(principal: Principal, expiresAt: number): IssuedCredentials {
    const issued: StoredCredentials = {
      accessKeyId: `ASIA${this.#random.upper(16)}`,
      secretAccessKey: this.#random.secret(40),
      sessionToken: this.#random.secret(200),
      expiresAt,
      principal,
    };
    this.#known.set(issued.accessKeyId, issued);
    return issued;
  }

  /** Makes a long-lived key known. */
  add(principal: Principal, accessKeyId: string, secretAccessKey: string): IssuedCredentials {
    const stored: StoredCredentials = { accessKeyId, secretAccessKey, expiresAt: null, principal };
    this.#known.set(accessKeyId, stored);
    return stored;
  }

  /** Forgets a key, as when it is deleted. */
  remove(accessKeyId: string): void {
    this.#known.delete(accessKeyId);
  }

  /** The keys of an id; undefined when unknown. Expired ones are still found. */
  find(accessKeyId: string): StoredCredentials | undefined {
    return this.#known.get(accessKeyId);
  }
}
