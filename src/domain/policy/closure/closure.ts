import { isNamedBy, type TrustNames } from "../../iam/principals/trust-names.ts";
import type { Prover } from "../../iam/prove/prover.ts";
import type { AccountModel, ModelPrincipal } from "../account-model.ts";
import type { EdgeFinder } from "../edges/edge-finder.ts";
import type { Escalation } from "../escalation.ts";
import { admits, assumeMove, mayAssumeSome } from "./moves/assume-moves.ts";
import type { MoveFilter } from "./can-move.ts";
import { credentialMoves } from "./moves/credential-moves.ts";
import { deviceMoves } from "./moves/device-moves.ts";
import { type EscalationMoves, escalationMoves } from "./moves/escalation-moves.ts";
import { link, type Node, placeKey } from "./graph.ts";
import type { Move, Place } from "./moves/move.ts";
import { newPrincipalMoves } from "./moves/new-principal-moves.ts";
import { knownAdministrator } from "./administrator/known-administrators.ts";
import { touchesOwnDeviceOnly } from "./moves/own-user-only.ts";
import { isUnchanged } from "./standing.ts";
import { type Start, startsOf } from "./starts.ts";
import { standingPrincipal, subjectOf } from "./subject-of.ts";
import { trustNamesOf } from "./moves/trust-names-of.ts";
import { may, type Sureness, weaker } from "./sureness.ts";
import { isBest, isPlainAssume, isRoot, likely, makesAdministrator } from "./which-first.ts";

/** What the closure works with. */
export interface ClosureDeps {
  readonly engine: Prover;
  readonly finder: (model: AccountModel) => EdgeFinder;
  readonly filter: MoveFilter;
  /** False: ways to root are left out. */
  readonly withRoots?: boolean | undefined;
  /** False: role assumption as trust policies let it is left out; who asks follows it otherwise. */
  readonly withRoles?: boolean | undefined;
  /** Only what leads to this account is explored, and what central accounts may do. */
  readonly toward?: string | undefined;
  /** Called as principals are explored. */
  readonly onPrincipal?: ((done: number, total: number) => void) | undefined;
}

/** Places of one principal that are explored; one that has more is told as not known. */
const mostPlaces = 64;

/** Everything that principals of some accounts can come to. */
export interface Closure {
  /** Each principal with every way to begin as it. */
  readonly starts: ReadonlyMap<ModelPrincipal, readonly (Start & { readonly node: Node })[]>;
  readonly nodes: () => Iterable<Node>;
  /** Places looked at, for counting work. */
  readonly size: () => number;
}

/** Explores what principals can come to, until nothing new is found. */
export function closure(models: readonly AccountModel[], deps: ClosureDeps): Closure {
  return new Explorer(models, deps).run();
}

class Explorer {
  readonly #deps: ClosureDeps;
  readonly #models: readonly AccountModel[];
  readonly #byArn = new Map<string, Place["who"]>();
  readonly #modelOf = new Map<string, AccountModel>();
  readonly #nodes = new Map<string, Node>();
  readonly #places = new Map<ModelPrincipal, Node[]>();
  readonly #trusting = new Map<AccountModel, Map<string, ModelPrincipal[]>>();
  readonly #finders = new Map<string, EdgeFinder>();
  readonly #starts = new Map<ModelPrincipal, readonly (Start & { readonly node: Node })[]>();
  readonly #waiting: { readonly node: Node; readonly canMove: boolean }[] = [];
  readonly #good = new Set<Node>();
  readonly #wanted = new Set<AccountModel>();
  readonly #explored = new Set<AccountModel>();
  #movers = 0;
  #done = 0;
  readonly #sureRoles: Node[] = [];
  readonly #otherRoles: Node[] = [];

  constructor(models: readonly AccountModel[], deps: ClosureDeps) {
    this.#models = models;
    this.#deps = deps;
    for (const model of models) {
      this.#modelOf.set(model.account, model);
      for (const who of model.principals) this.#byArn.set(who.principal.arn, who);
    }
  }

  run(): Closure {
    const { toward } = this.#deps;
    for (const model of this.#models) {
      if (toward === undefined || toward === model.account || model.members.length > 0) this.#wanted.add(model);
    }
    this.#explore();
    if (this.#deps.withRoles !== false) this.#assume();
    return { starts: this.#starts, nodes: () => this.#nodes.values(), size: () => this.#nodes.size };
  }

  /** Begins as everybody of the accounts that are wanted and were not explored yet. */
  #explore(): void {
    const { filter, onPrincipal } = this.#deps;
    const models = [...this.#wanted].filter((model) => !this.#explored.has(model));
    for (const model of models) this.#explored.add(model);
    const movers = models.flatMap((model) =>
      model.principals.filter((who) => filter.canMove(who)).map((who) => ({ model, who })),
    );
    this.#movers += movers.length;
    for (const { model, who } of movers) {
      this.#begin(model, who);
      this.#settle();
      this.#done += 1;
      onPrincipal?.(this.#done, this.#movers);
    }
  }

  #begin(model: AccountModel, who: ModelPrincipal): readonly Node[] {
    const known = this.#starts.get(who);
    if (known !== undefined) return known.map(({ node }) => node);
    const starts = startsOf(model, who).flatMap((start) => {
      const node = this.#nodeAt(start.place);
      return node === null ? [] : [{ ...start, node }];
    });
    this.#starts.set(who, starts);
    return starts.map(({ node }) => node);
  }

  /** The node of a place; null when its principal has too many already. */
  #nodeAt(place: Place): Node | null {
    const key = placeKey(place);
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const others = this.#places.get(place.who) ?? [];
    if (others.length >= mostPlaces) return null;
    const { engine } = this.#deps;
    const canMove = !isUnchanged(place.standing) || this.#deps.filter.canMove(place.who);
    const admin = canMove ? knownAdministrator(engine, subjectOf(place.model, place.who, place.standing)) : null;
    // Of somebody whose documents are not known nothing surer comes to light.
    const isKnown = !("unknown" in (place.standing.identity ?? place.who.principal.identity));
    const { withRoots = true } = this.#deps;
    const roots = canMove && isKnown && withRoots ? this.#escalations(place, "all", isRoot).roots : [];
    const node: Node = { key, place, admin, roots, out: new Map(), into: new Set() };
    this.#nodes.set(key, node);
    others.push(node);
    this.#places.set(place.who, others);
    // Whoever is administrator needs no further move.
    if (!isBest(place, admin) && isKnown) this.#waiting.push({ node, canMove });
    if (admin !== null || roots.length > 0) this.#mark(node);
    return node;
  }

  /** Follows what was not followed yet. Whoever is one sure move away from administrator needs no other. */
  #settle(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const { node, canMove } = next;
      let reached: Sureness | null = node.admin;
      for (const moves of this.#stages(node.place, canMove)) {
        reached = this.#follow(node, moves, reached);
        if (isBest(node.place, reached)) break;
      }
    }
  }

  /** Moves out of a place, those first that make an administrator; each part is worked out when it is asked for. */
  *#stages(place: Place, canMove: boolean): Generator<readonly Move[]> {
    const { engine, filter } = this.#deps;
    const escalations = (which: "all" | "alive", only: (each: Escalation) => boolean): readonly Move[] =>
      canMove ? this.#escalations(place, which, only).moves.map((move) => this.#light(place, which, move)) : [];
    yield escalations("all", ({ gives }) => gives === "any-policy");
    yield escalations("all", ({ gives }) => gives === "role-with-any-policy");
    // A key of somebody who may have a device is surer once the device is gone: the two are looked at together.
    const isOwnOnly = touchesOwnDeviceOnly(standingPrincipal(place).principal.identity);
    yield escalations(
      "all",
      ({ gives }) =>
        gives === "user-key-with-any-policy" ||
        gives === "role-without-boundary" ||
        (gives === "other-device" && !isOwnOnly),
    );
    yield newPrincipalMoves(engine, filter, place);
    yield [...credentialMoves(engine, place), ...deviceMoves(engine, place)];
    yield escalations("alive", (each) => {
      if (each.gives === "other-device") return !isOwnOnly;
      return !isRoot(each) && !makesAdministrator.has(each.gives) && !isPlainAssume(each);
    });
  }

  /** Puts moves in place until nothing better can come of it; how surely one of them makes an administrator. */
  #follow(node: Node, moves: readonly Move[], before: Sureness | null): Sureness | null {
    const { account } = node.place.model;
    let reached = before;
    // Of many targets that are as good as each other the first is enough.
    for (const move of moves.toSorted((one, two) => likely(two) - likely(one))) {
      // Whoever is perhaps administrator comes to nothing surer by a step that is itself in doubt.
      if (move.certainty === "may" && reached !== null) continue;
      if (this.#isDead(move.to)) continue;
      const to = this.#nodeAt(move.to);
      if (to === null) {
        this.#giveUp(node);
        continue;
      }
      this.#link(node, to, move);
      if (to.place.model.account !== account || to.admin === null) continue;
      const found = weaker(move, to.admin);
      if (reached === null || found.certainty === "certain") reached = found;
      if (isBest(node.place, reached)) return reached;
    }
    return reached;
  }

  // INVARIANT: what was not looked at is never safe.
  #giveUp(node: Node): void {
    const why = `the work budget ended: more than ${mostPlaces} states of ${node.place.who.principal.arn}`;
    node.admin ??= may(why);
    this.#mark(node);
  }

  #escalations(place: Place, which: "all" | "alive", only: (each: Escalation) => boolean): EscalationMoves {
    const { model, standing } = place;
    const finder = this.#finder(model, standing.hasScps, which);
    const edges = finder.of(standingPrincipal(place), standing.credential, standing.devices, only);
    return escalationMoves(place, edges, {
      find: (arn) => this.#byArn.get(arn),
      trusting: (service) => this.#rolesTrusting(model).get(service) ?? [],
    });
  }

  /** A move whose steps are looked up again when they are told: what shows them holds twenty kilobytes, and few are told. */
  #light(place: Place, which: "all" | "alive", move: Move): Move {
    const { escalations, certainty } = move;
    const to = placeKey(move.to);
    const ways = escalations.join(" ");
    const steps: Move["steps"] = () => {
      const again = this.#escalations(place, which, ({ id }) => escalations.includes(id)).moves;
      const same = again.find(
        (each) => placeKey(each.to) === to && each.certainty === certainty && each.escalations.join(" ") === ways,
      );
      return same?.steps() ?? [];
    };
    return { ...move, steps };
  }

  /** `alive`: over principals that lead somewhere as they are; most roles do not, and an account may have many. */
  #finder(model: AccountModel, hasScps: boolean, which: "all" | "alive"): EdgeFinder {
    const key = `${model.account} ${hasScps} ${which}`;
    const known = this.#finders.get(key);
    if (known !== undefined) return known;
    const principals =
      which === "all" ? model.principals : model.principals.filter((who) => !this.#isDeadAsItIs(model, who));
    const made = this.#deps.finder({ ...model, principals, scps: hasScps ? model.scps : undefined });
    this.#finders.set(key, made);
    return made;
  }

  #rolesTrusting(model: AccountModel): ReadonlyMap<string, readonly ModelPrincipal[]> {
    const known = this.#trusting.get(model);
    if (known !== undefined) return known;
    const made = new Map<string, ModelPrincipal[]>();
    for (const who of model.principals) {
      if (who.principal.kind !== "role") continue;
      for (const service of trustNamesOf(who)?.services ?? []) made.set(service, [...(made.get(service) ?? []), who]);
    }
    this.#trusting.set(model, made);
    return made;
  }

  /** Finds who may assume the roles that lead somewhere, and on from there until nothing new leads anywhere. */
  #assume(): void {
    for (;;) {
      this.#explore();
      // Roles that are administrator for sure come first: who may assume one of them needs no other.
      const role = this.#sureRoles.pop() ?? this.#otherRoles.pop();
      if (role === undefined) return;
      this.#assumers(role);
    }
  }

  /** Remembers that a node leads somewhere, and everything that leads to it. */
  #mark(first: Node): void {
    const stack = [first];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (this.#good.has(node)) continue;
      this.#good.add(node);
      // Whoever becomes a principal of this account is on the way too.
      this.#wanted.add(node.place.model);
      const { who, standing } = node.place;
      // A role that somebody would make first is entered by its maker alone.
      const isThere = this.#byArn.get(who.principal.arn) === who;
      if (isThere && who.principal.kind === "role" && isUnchanged(standing)) {
        (node.admin?.certainty === "certain" ? this.#sureRoles : this.#otherRoles).push(node);
      }
      for (const { from } of node.into) stack.push(from);
    }
  }

  /** Leads nowhere, whatever comes to light: no escalation, and no role to assume. */
  #isDead({ model, who, standing }: Place): boolean {
    return isUnchanged(standing) && this.#isDeadAsItIs(model, who);
  }

  #isDeadAsItIs(model: AccountModel, who: ModelPrincipal): boolean {
    const { filter } = this.#deps;
    if (filter.canMove(who)) return false;
    if (filter.couldAllow(who.principal.identity, "sts:AssumeRole")) return false;
    const { arns, openAccounts } = this.#named();
    return !openAccounts.has(model.account) && !arns.some((name) => isNamedBy(name, who.principal.arn));
  }

  #namedNow: { readonly arns: readonly string[]; readonly openAccounts: ReadonlySet<string> } | null = null;

  /** Whom trust policies let in without a grant of its own: those they name, and everybody of an account. */
  #named(): { readonly arns: readonly string[]; readonly openAccounts: ReadonlySet<string> } {
    if (this.#namedNow !== null) return this.#namedNow;
    const arns = new Set<string>();
    const openAccounts = new Set<string>();
    for (const model of this.#models) {
      for (const who of model.principals) {
        if (who.principal.kind !== "role") continue;
        const names = trustNamesOf(who);
        if (names === null || names.isEveryone) openAccounts.add(model.account);
        for (const arn of names?.arns ?? []) arns.add(arn);
      }
    }
    this.#namedNow = { arns: [...arns], openAccounts };
    return this.#namedNow;
  }

  #link(from: Node, to: Node, move: Move): void {
    if (link(from, to, move) && this.#good.has(to)) this.#mark(from);
  }

  #assumers(role: Node): void {
    const names = trustNamesOf(role.place.who);
    const { account, arn } = role.place.who.principal;
    for (const from of names === null ? [account] : accountsOf(names, account)) {
      const model = this.#modelOf.get(from);
      if (model === undefined) continue;
      for (const who of model.principals) {
        if (who.principal.arn === arn || who.principal.kind === "service-linked-role") continue;
        const { isNamed, isSelfEnough } = admits(names, who.principal, account);
        if (isNamed) this.#assumeBy(model, who, isSelfEnough, role);
      }
    }
  }

  readonly #assuming = new Map<Node, boolean>();

  #mayAssume(node: Node): boolean {
    const known = this.#assuming.get(node) ?? mayAssumeSome(this.#deps.engine, node.place);
    this.#assuming.set(node, known);
    return known;
  }

  #assumeBy(model: AccountModel, who: ModelPrincipal, isSelfEnough: boolean, role: Node): void {
    const isAble = isSelfEnough || this.#deps.filter.couldAllow(who.principal.identity, "sts:AssumeRole");
    if (!isAble && !this.#places.has(who)) return;
    this.#begin(model, who);
    this.#settle();
    for (const node of this.#places.get(who) ?? []) {
      if (!isAble && isUnchanged(node.place.standing)) continue;
      if (leadsTo(node, role.place.model.account)) continue;
      if (!isSelfEnough && !this.#mayAssume(node)) continue;
      const move = assumeMove(this.#deps.engine, node.place, role.place);
      if (move !== null) this.#link(node, role, move);
    }
  }
}

/** Already administrator of the account for sure, by itself or one move away. */
function leadsTo(node: Node, account: string): boolean {
  const isAdmin = ({ admin, place }: Node): boolean =>
    admin?.certainty === "certain" && place.model.account === account;
  if (isAdmin(node)) return true;
  for (const { to, move } of node.out.values()) if (move.certainty === "certain" && isAdmin(to)) return true;
  return false;
}

/** Accounts whose principals a trust can admit; when everybody is named, its own and those of conditions. */
function accountsOf(names: TrustNames, own: string): readonly string[] {
  const found = new Set([...names.accounts, ...names.narrowed, ...names.arns.map((arn) => arn.split(":")[4] ?? "")]);
  if (names.isEveryone) found.add(own);
  return [...found].sort();
}
