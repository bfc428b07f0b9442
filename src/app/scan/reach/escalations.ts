import type { Prover } from "../../../domain/iam/prove/prover.ts";
import { prover } from "../../../domain/iam/prove/prover.ts";
import type { Principal } from "../../../domain/iam/principals/principal.ts";
import { adminPolicy } from "../../../domain/policy/admin-policy.ts";
import { becomes } from "../../../domain/policy/closure/becomes.ts";
import { type MoveFilter, moveFilter } from "../../../domain/policy/closure/can-move.ts";
import { escalationEdges } from "../../../domain/policy/edges/escalation-edges.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import { accountModelOf } from "./account-model-of.ts";
import type { AccountPrincipals } from "./account-shelf.ts";
import { centralRightsOf } from "./central-rights.ts";
import type { DocumentShelf } from "./document-shelf.ts";
import type { OrganizationGuards } from "./organization-guards.ts";
import { certain, type Sureness } from "./verdict.ts";

/** That a principal gets further by escalations. */
export interface Escalated extends Sureness {
  readonly principal: Principal;
  /** Ids of the escalations, in order; empty for who stands there already. */
  readonly by: readonly string[];
}

/** What the principals of one account come to by escalations, role trust alone apart. */
export interface AccountEscalations {
  /** Who is administrator of the account as it stands. */
  readonly standing: readonly Escalated[];
  /** Who gets to be administrator of the account. */
  readonly administrators: readonly Escalated[];
  /** By ARN of a principal: who comes to act as it. */
  readonly into: ReadonlyMap<string, readonly Escalated[]>;
}

/** Works out escalations account by account; what accounts share is worked out once. */
export class Escalations {
  readonly #snapshot: Snapshot;
  readonly #documents: DocumentShelf;
  readonly #guards: OrganizationGuards;
  #engine: { readonly prover: Prover; readonly filter: MoveFilter } | null = null;

  constructor(snapshot: Snapshot, documents: DocumentShelf, guards: OrganizationGuards) {
    this.#snapshot = snapshot;
    this.#documents = documents;
    this.#guards = guards;
  }

  /** The escalations of an account; kept as long as its principals are. */
  async of(home: AccountPrincipals): Promise<AccountEscalations> {
    const known = home.memo.get(memoKey);
    if (known !== undefined) return await (known as Promise<AccountEscalations>);
    const made = this.#make(home);
    home.memo.set(memoKey, made);
    return await made;
  }

  async #make({ account, details, byArn, list }: AccountPrincipals): Promise<AccountEscalations> {
    const { prover: engine, filter } = this.#session();
    const standing = list
      .filter((principal) => isPlainAdministrator(principal))
      .map((principal): Escalated => ({ principal, by: [], ...certain }));
    if (!list.some((principal) => filter.canMove({ principal }))) {
      return { standing, administrators: [], into: new Map() };
    }
    const { scps, rcps } = await this.#guards.of(account);
    const { manifest, organization, accounts } = this.#snapshot;
    const model = await accountModelOf({
      account: account.id,
      partition: manifest.partition,
      kind: account.kind,
      details,
      principals: list,
      documents: this.#documents,
      facts: account,
      scps,
      rcps,
      central: centralRightsOf(organization, account),
      members: account.kind === "management" ? accounts.flatMap(({ id }) => (id === account.id ? [] : [id])) : [],
      instant: Date.parse(manifest.startedAt),
    });
    const administrators: Escalated[] = [];
    const into = new Map<string, Escalated[]>();
    const finder = (of: typeof model) => escalationEdges(of, engine);
    const deps = { engine, filter, finder, withRoots: false, withRoles: false };
    for (const each of becomes(model, deps)) {
      const principal = byArn.get(each.from);
      if (principal === undefined) continue;
      const escalated: Escalated = {
        principal,
        certainty: each.certainty === "certain" ? "certain" : "possible",
        why: each.why,
        by: each.escalations,
      };
      if (each.to === "administrator" && each.escalations.length === 0) standing.push(escalated);
      // Roles that are assumed as they are, are followed through their trust policies.
      if (each.escalations.every((id) => id === "sts-assume-role")) continue;
      if (each.to === "administrator") administrators.push(escalated);
      else if (byArn.has(each.to) && each.to !== each.from) {
        into.set(each.to, [...(into.get(each.to) ?? []), escalated]);
      }
    }
    return { standing, administrators, into };
  }

  #session(): { readonly prover: Prover; readonly filter: MoveFilter } {
    if (this.#engine !== null) return this.#engine;
    const known = moveFilter();
    // Who is administrator as it stands comes to nothing more; as somebody's gain it stands for itself.
    const canMove: MoveFilter["canMove"] = (who) =>
      (isNew(who.principal) || !isPlainAdministrator(who.principal)) && known.canMove(who);
    this.#engine = { prover: prover(), filter: { ...known, canMove } };
    return this.#engine;
  }
}

const memoKey = "escalations";

/** A principal that somebody would make first: nobody of the account, whom no trust policy leads to. */
function isNew({ identity }: Principal): boolean {
  return !("unknown" in identity) && identity.length === 1 && identity[0] === adminPolicy;
}

/** Everything is allowed without condition and nothing denied: it holds every effect itself. */
function isPlainAdministrator({ identity, boundary }: Principal): boolean {
  if (boundary !== undefined || "unknown" in identity) return false;
  const statements = identity.flatMap(({ policy }) => policy.statements);
  return (
    statements.every(({ effect }) => effect === "Allow") &&
    statements.some(
      ({ actions, resources, conditions }) =>
        conditions.length === 0 &&
        !actions.negated &&
        actions.patterns.includes("*") &&
        resources?.negated === false &&
        resources.patterns.includes("*"),
    )
  );
}
