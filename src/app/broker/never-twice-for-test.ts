// Random histories of a real broker over real files, with crashes at every point and old files put back.
import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { rule } from "../../../test/custody/people.ts";
import type { NamedCheckpoint } from "../../domain/custody/documents/fields.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { account, otherAccount, seed, TestBroker, type TestRequest } from "./broker-for-test.ts";

const accounts = [account, otherAccount] as const;
const people = ["jane", "omar"] as const;

/** One thing that happens. */
export type Command =
  | { readonly kind: "clock"; readonly byMs: number }
  /** Several asks that arrive together. */
  | {
      readonly kind: "asks";
      readonly asks: readonly { readonly account: 0 | 1; readonly who: 0 | 1; readonly n: number }[];
    }
  | { readonly kind: "grant"; readonly account: 0 | 1; readonly who: 0 | 1 }
  | { readonly kind: "revoke"; readonly account: 0 | 1 }
  /** The process ends at this point of the next release. */
  | { readonly kind: "crash"; readonly at: "idle" | "commit" | "append" | "answer" }
  | { readonly kind: "keep" }
  | { readonly kind: "put-back"; readonly what: "store" | "log" | "both" };

const bit = fc.constantFrom(0 as const, 1 as const);

/** Histories of such things. */
export const histories = (length: { minLength: number; maxLength: number }): fc.Arbitrary<readonly Command[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant("clock" as const), byMs: fc.integer({ min: 1000, max: 45_000 }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant("clock" as const), byMs: fc.integer({ min: -90_000, max: 90_000 }) }),
      },
      {
        weight: 7,
        arbitrary: fc.record({
          kind: fc.constant("asks" as const),
          asks: fc.array(fc.record({ account: bit, who: bit, n: fc.integer({ min: 1, max: 4 }) }), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("grant" as const), account: bit, who: bit }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("revoke" as const), account: bit }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant("crash" as const),
          at: fc.constantFrom("idle" as const, "commit" as const, "append" as const, "answer" as const),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("keep" as const) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant("put-back" as const),
          what: fc.constantFrom("store" as const, "log" as const, "both" as const),
        }),
      },
    ),
    { ...length, size: "max" },
  );

/** A code that somebody got to see. */
interface Emission {
  readonly account: string;
  readonly step: number;
  readonly grant: string;
  readonly code: string;
}

/** Plays histories and keeps what left the broker. */
export class NeverTwice {
  readonly emissions: Emission[] = [];
  readonly broken: string[] = [];
  /** How often what happened; a history in which nothing happens proves nothing. */
  readonly counted = new Map<string, number>();
  readonly #world: TestBroker;
  readonly #grants: TestRequest[] = [];
  /** What the clients saw last; they never show less. */
  #seen: NamedCheckpoint;
  #fails: "no" | "commit" | "append" | "answer" = "no";
  #hasKept = false;

  private constructor(world: TestBroker) {
    this.#world = world;
    this.#seen = world.checkpoint();
  }

  static async make(): Promise<NeverTwice> {
    const world = await TestBroker.ready({ rules: [rule({ all: [{ group: "security", min: 1 }] })] });
    await world.enrol(
      otherAccount,
      seed.map((byte) => byte ^ 1),
    );
    // A clock that is set back must not come before the roster: nobody would count.
    world.clock.ms += 6 * 3_600_000;
    const made = new NeverTwice(world);
    world.wrap = (deps) => ({
      ...deps,
      store: {
        ...deps.store,
        transaction: (work) =>
          deps.store.transaction(() => {
            const done = work();
            if (made.#fails === "commit") throw new Error("power cut");
            return done;
          }),
      },
      log: new Proxy(deps.log, {
        get: (target, name) => {
          if (name === "append" && made.#fails === "append")
            return () => {
              throw new Error("power cut");
            };
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      }),
      age: {
        ...deps.age,
        encrypt: (plain, to) =>
          made.#fails === "answer" ? Promise.reject(new Error("power cut")) : deps.age.encrypt(plain, to),
      },
    });
    await made.#restart();
    return made;
  }

  remove(): void {
    this.#world.remove();
  }

  async play(commands: readonly Command[]): Promise<void> {
    for (const command of commands) await this.#do(command);
    this.#checkLogs();
  }

  async #do(command: Command): Promise<void> {
    const world = this.#world;
    switch (command.kind) {
      case "clock":
        world.clock.ms += command.byMs;
        return world.broker.tick();
      case "asks":
        await Promise.all(command.asks.map((ask) => this.#ask(accounts[ask.account], people[ask.who], ask.n)));
        return this.#remember();
      case "grant":
        return this.#grant(accounts[command.account], people[command.who]);
      case "revoke": {
        const grant = this.#grants.findLast(({ document }) => document.account === accounts[command.account]);
        if (grant !== undefined) this.#count(`revoke ${(await world.say("carl", grant, "revoke")).status}`);
        return this.#remember();
      }
      case "crash":
        this.#fails = command.at === "idle" ? "no" : command.at;
        await Promise.all(accounts.flatMap((of) => people.map((who) => this.#ask(of, who, 1))));
        this.#fails = "no";
        return this.#restart();
      case "keep":
        world.crash();
        world.copyTo(join(world.directory, "kept"));
        this.#hasKept = true;
        return this.#restart();
      case "put-back":
        return this.#putBack(command.what);
    }
  }

  async #ask(of: string, who: string, wish: number): Promise<void> {
    const grant = this.#grants.findLast(({ document }) => document.account === of && document.requester.person === who);
    if (grant === undefined) return;
    // Mostly the next code, sometimes the last one again, sometimes any.
    const own = this.#world.store.steps.all().rows.filter(({ grantId }) => grantId === grant.document.requestId).length;
    const n = wish < 3 ? own + 1 : wish === 3 ? Math.max(1, own) : wish;
    const reply = await this.#world.release(grant, n, { brokerCheckpoint: this.#seen });
    this.#count(reply.status === "refused" ? reply.error : reply.status);
    if (reply.status !== "done") return;
    const { code, step } = await this.#world.open(reply, grant, n);
    const entry = this.#world.entries().findLast(({ d, account: about }) => d["step"] === step && about === of);
    if (entry?.request !== grant.document.requestId) this.broken.push(`${of} ${step} left without its entry`);
    this.emissions.push({ account: of, step, grant: grant.document.requestId, code });
  }

  async #grant(of: string, who: string): Promise<void> {
    const world = this.#world;
    // One person may not ask for one account too often.
    world.clock.ms += 200_000;
    const seen = { brokerCheckpoint: this.#seen };
    const request = await world.request(who, { account: of, ...seen });
    await world.ask("prepare", { signed: request.wire });
    const approvals = [world.approval("ana", request, seen)];
    const reply = await world.ask("apply", { signed: request.wire, approvals, shares: [] });
    this.#count(`grant ${reply.status === "refused" ? reply.error : reply.status}`);
    if (reply.status === "done") this.#grants.push(request);
    this.#remember();
  }

  async #putBack(what: "store" | "log" | "both"): Promise<void> {
    if (!this.#hasKept) return;
    const world = this.#world;
    const [data, kept] = [join(world.directory, "data"), join(world.directory, "kept")];
    world.crash();
    if (what !== "log") {
      for (const end of ["-wal", "-shm"]) rmSync(join(data, `broker.db${end}`), { force: true });
      // In place, as a disk image comes back: the store does not know itself for a copy.
      writeFileSync(join(data, "broker.db"), readFileSync(join(kept, "broker.db")));
    }
    for (const name of ["ledger", ...Array.from({ length: 40 }, (_, at) => `ledger.${at + 2}`)]) {
      if (what === "store" || !existsSync(join(kept, name))) continue;
      rmSync(join(data, name), { recursive: true, force: true });
      cpSync(join(kept, name), join(data, name), { recursive: true });
    }
    this.#count(`put back ${what}`);
    await this.#restart();
  }

  /** A new start; where the broker is in quarantine, a quorum leads it out. */
  async #restart(): Promise<void> {
    const world = this.#world;
    await world.restart();
    if ((await world.status()).state === "quarantined") await this.#resync();
    // Documents from before a resync are refused, so a clock that was set back behind it waits until it is past.
    const resynced = world.store.facts.get("resync-at");
    if (typeof resynced === "number") world.clock.ms = Math.max(world.clock.ms, (resynced + 1) * 1000);
    await world.unseal();
    this.#remember();
  }

  async #resync(): Promise<void> {
    const world = this.#world;
    this.#count("resync");
    const { hostId } = await world.status();
    const nothing = toBase64url(new Uint8Array(createHash("sha256").digest()));
    const common = { type: "rw.resync/v1" as const, ...world.common(), log: "broker" as const, hostId, fromSize: 0 };
    const lists = { entriesHash: nothing, rosters: [], releasePolicies: [] };
    // The people name the largest checkpoint of all that they know of.
    const known = [this.#seen, world.checkpoint(), { ...this.#seen, size: 100_000 }];
    const checkpoint = known.toSorted((one, other) => other.size - one.size)[0] ?? this.#seen;
    const reply = await world.decideTogether({ ...common, ...lists, checkpoint, lost: true });
    if (reply.status === "refused") throw new Error(`${reply.error} ${reply.detail}`);
    await world.restart();
    world.clock.ms += 1000;
    // A log of that number may lie there from before: then the next one.
    if ((await world.status()).state === "quarantined") return this.#resync();
    this.#seen = world.checkpoint();
  }

  #remember(): void {
    const now = this.#world.checkpoint();
    if (now.origin !== this.#seen.origin || now.size > this.#seen.size) this.#seen = now;
  }

  #count(what: string): void {
    this.counted.set(what, (this.counted.get(what) ?? 0) + 1);
  }

  /** The little checker: by the log alone and by what people saw, no step of an account has two owners. */
  #checkLogs(): void {
    const owners = new Map<string, string>();
    const own = (key: string, owner: string, where: string): void => {
      const known = owners.get(key);
      if (known !== undefined && known !== owner) this.broken.push(`${where}: ${key} went to ${known} and ${owner}`);
      owners.set(key, owner);
    };
    for (const { account: of, step, grant, code } of this.emissions) own(`${of} ${step}`, `${grant} ${code}`, "seen");
    const logged = new Map<string, number>();
    for (const { type, account: of, d } of this.#world.entries()) {
      if (type !== "release.code" && type !== "release.lost") continue;
      const key = `${of} ${String(d["step"])}`;
      logged.set(key, (logged.get(key) ?? 0) + 1);
    }
    for (const [key, count] of logged) if (count > 1) this.broken.push(`the log has ${key} ${count} times`);
  }
}
