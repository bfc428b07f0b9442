import { CodedError, positionText } from "../../../domain/core/coded-error.ts";
import { factOf, isSeen, type Unseen, unseen } from "../../../domain/core/fact.ts";
import type { Principal } from "../../../domain/iam/principals/principal.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import type { AuthorizationDetails } from "../../../domain/snapshot/authorization-details.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import { principalsOf } from "../principals-of.ts";
import type { DocumentShelf } from "./document-shelf.ts";

/** The principals of one account, by ARN and in order. */
export interface AccountPrincipals {
  readonly account: AccountFacts;
  readonly details: AuthorizationDetails;
  readonly list: readonly Principal[];
  readonly byArn: ReadonlyMap<string, Principal>;
  /** Answers about its roles that need not be worked out twice while the account is at hand. */
  readonly memo: Map<string, unknown>;
}

/** Accounts held at once beside the pinned ones; hubs that many accounts trust stay because they are asked for often. */
const mostHeld = 24;

/** Reads the principals of accounts on demand and holds few at a time. */
export class AccountShelf {
  readonly #snapshot: Snapshot;
  readonly #documents: DocumentShelf;
  readonly #facts: ReadonlyMap<string, AccountFacts>;
  readonly #pinned: ReadonlySet<string>;
  readonly #held = new Map<string, Promise<AccountPrincipals | Unseen>>();

  /** `pinned`: accounts that are never let go. */
  constructor(snapshot: Snapshot, documents: DocumentShelf, pinned: readonly string[]) {
    this.#snapshot = snapshot;
    this.#documents = documents;
    this.#facts = new Map(snapshot.accounts.map((account) => [account.id, account]));
    this.#pinned = new Set(pinned);
  }

  /** What the snapshot says of an account; undefined for one that it does not hold. */
  facts(account: string): AccountFacts | undefined {
    return this.#facts.get(account);
  }

  /** The principals of an account, or why they are not known. */
  async principals(account: string): Promise<AccountPrincipals | Unseen> {
    const known = this.#held.get(account);
    if (known !== undefined) {
      this.#held.delete(account);
      this.#held.set(account, known);
      return await known;
    }
    const read = this.#read(account);
    this.#held.set(account, read);
    for (const held of this.#held.keys()) {
      if (this.#held.size <= mostHeld + this.#pinned.size) break;
      if (!this.#pinned.has(held) && held !== account) this.#held.delete(held);
    }
    return await read;
  }

  async #read(id: string): Promise<AccountPrincipals | Unseen> {
    const account = this.#facts.get(id);
    const needs = "iam:GetAccountAuthorizationDetails";
    if (account === undefined)
      return unseen("not-in-mode", `${needs} in account ${id}, which is not part of this snapshot`);
    const fact = factOf(account.iam);
    if (!isSeen(fact)) return { ...fact, needs: fact.needs ?? needs };
    try {
      const details = await this.#snapshot.authorizationDetails(id);
      if (details === null) return unseen("not-asked", needs);
      const isManagement = account.kind === "management";
      const list = await principalsOf(details, this.#documents, { account: id, isManagement });
      return { account, details, list, byArn: new Map(list.map((each) => [each.arn, each])), memo: new Map() };
    } catch (error) {
      // Not AWS but the snapshot is at fault: its file is what is missing.
      if (error instanceof CodedError) return unseen("unreachable", damaged(error), error.message);
      throw error;
    }
  }
}

function damaged(error: CodedError): string {
  const place = positionText(error.position);
  return place === "" ? error.message : `${place} (${error.message})`;
}
