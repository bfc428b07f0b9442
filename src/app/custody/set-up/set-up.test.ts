import { randomBytes } from "node:crypto";
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { readConfig as readBrokerConfig } from "../../../faces/broker/config.ts";
import { readConfig as readGateConfig } from "../../../faces/gate/config.ts";
import { fromBase64url } from "../../../domain/crypto/base64url.ts";
import { spkiPinOf } from "../../../domain/crypto/ed25519-spki.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { readGenesis, takeGenesis } from "../../../domain/custody/protocol/genesis.ts";
import type { Role } from "../../../domain/custody/documents/roster-document.ts";
import { openDraft } from "../../../world/deployment/open-draft.ts";
import { writeDeployment } from "../../../world/deployment/write-deployment.ts";
import { createIdentity } from "../../../world/identity/create-identity.ts";
import { openIdentity } from "../../../world/identity/open-identity.ts";
import { quickAge } from "../../../../test/support/quick-age.ts";
import { age } from "../../../world/sealing/age.ts";
import { addPerson } from "./add-person.ts";
import { type InitAsk, initCustody } from "./init-custody.ts";
import { signGenesis } from "./sign-genesis.ts";

const top = mkdtempSync(join(tmpdir(), "rootward-set-up-"));
const directory = join(top, "custody");
const draft = openDraft(join(directory, "draft"));
const founders = ["ann", "bob", "cleo"] as const;
const start = 1_795_230_000;
const everything: readonly Role[] = ["approver", "custodian", "requester", "unsealer"];
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const passphrase = (): Secret<Uint8Array> => new Secret(utf8("abandon ability able about above absent absorb"));
const identity = (id: string) => openIdentity(age, join(top, id));
let now = start;

const wish = {
  deployment: "rehearsal-acme",
  host: "localhost",
  mode: "rehearsal",
  management: "aws:123456789012",
  port: 7843,
} as const;

function init(change: Partial<InitAsk["wish"]> = {}, ask: Partial<InitAsk> = {}, isRoot = true) {
  const deps = {
    random,
    isRoot,
    ensureUser: () => ({ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }),
    write: writeDeployment,
  };
  return initCustody(deps)({ directory, wish: { ...wish, ...change }, only: null, remote: null, ...ask });
}

const add = (id: string, roles: readonly Role[] = everything) =>
  addPerson(draft)({ person: identity(id).person, roles });

function sign(id: string, typed: string | null = null) {
  const own = identity(id);
  const unlock = () => own.unlockSigner(passphrase(), now);
  return signGenesis({ draft, random, nowSeconds: () => now, person: own.person, unlock })(typed);
}

/** The code and detail of the coded error that this ends with; `null` when it does not. */
async function refusal(work: () => unknown): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (thrown) {
    if (thrown instanceof CodedError) return `${thrown.row.code}: ${thrown.detail ?? ""}`;
    throw thrown;
  }
}

beforeAll(async () => {
  for (const id of [...founders, "mallory"]) {
    await createIdentity(quickAge, {
      directory: join(top, id),
      deployment: "rehearsal-acme",
      id,
      name: `The ${id}`,
      passphrase: passphrase(),
    });
  }
  await createIdentity(quickAge, {
    directory: join(top, "other"),
    deployment: "acme",
    id: "other",
    name: "Other",
    passphrase: passphrase(),
  });
});
beforeEach(() => {
  now = start;
  rmSync(directory, { recursive: true, force: true });
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe("the first step", () => {
  it("makes keys for their owner alone, both configurations and a draft, and nothing in a used directory", async () => {
    const { files } = init();
    expect(files).toContain("broker/door.key");
    for (const key of ["gate/kek", "gate/log.key", "broker/sign.key", "broker/door.key", "broker/log.key"]) {
      expect(readFileSync(join(directory, key), "utf8")).toMatch(/^[A-Za-z0-9_-]{43}\n$/);
      expect(statSync(join(directory, key)).mode & 0o777).toBe(0o400);
    }
    for (const place of ["gate", "broker", "gate/data", "broker/data", "run"]) {
      expect(statSync(join(directory, place)).mode & 0o777).toBe(0o700);
    }
    const keys = files
      .filter((file) => /kek|key$/.test(file))
      .map((file) => readFileSync(join(directory, file), "utf8"));
    expect(new Set(keys).size).toBe(5);
    // Nothing of a key stands in what is public or configured.
    const rest = files
      .filter((file) => file.endsWith(".json"))
      .map((file) => readFileSync(join(directory, file), "utf8"));
    for (const key of keys) expect(rest.join("")).not.toContain(key.trim());
    expect(await refusal(() => init())).toContain("DEPLOYMENT_EXISTS");
    expect(readdirSync(top).filter((name) => name.includes(".new-"))).toEqual([]);
  });

  it.each(["users", "rehearsal", "solo"] as const)("writes configurations that gate and broker take: %s", (mode) => {
    chmodSync(top, 0o755);
    const deployment = mode === "rehearsal" ? "rehearsal-acme" : "acme";
    init({ mode, deployment });
    const broker = readBrokerConfig(join(directory, "broker/broker.json"));
    const gate = readGateConfig(join(directory, "gate/gate.json"));
    expect([broker.deployment, gate.deployment, gate.broker]).toEqual([
      deployment,
      deployment,
      { socket: broker.socket },
    ]);
    expect(broker.kek.kind).toBe(mode === "solo" ? "age-file" : "shamir");
    // Each must not reach the other's keys; a rehearsal has but one user.
    expect(broker.foreignPaths.includes(gate.kek)).toBe(mode !== "rehearsal");
    expect(gate.foreignPaths.includes(broker.signKey)).toBe(mode !== "rehearsal");
  });

  it("asks for root where there are two users, and makes no file without", async () => {
    for (const mode of ["users", "solo"] as const) {
      expect(await refusal(() => init({ mode, deployment: "acme" }, {}, false))).toContain("SETUP_NEEDS_ROOT");
    }
    expect(readdirSync(top)).not.toContain("custody");
  });

  it.each([
    ["a real one named like a rehearsal", { mode: "users", deployment: "rehearsal-x" }],
    ["a rehearsal named like a real one", { deployment: "acme" }],
    ["capitals", { deployment: "rehearsal-Acme" }],
    ["a path", { deployment: "rehearsal-../x" }],
    ["a host with a space", { host: "my host" }],
    ["a host with a plus", { host: "a+b" }],
    ["no host", { host: "" }],
  ] as const)("refuses the name of %s", async (_, change) => {
    expect(await refusal(() => init(change))).toContain("SETUP_NAME");
  });

  it.skipIf(process.getuid?.() !== 0)("gives each side to its user, and the way between to both", () => {
    const users = { "rootward-gate": { uid: 1, gid: 2 }, "rootward-broker": { uid: 3, gid: 4 } } as const;
    const at = mkdtempSync("/var/tmp/rootward-set-up-");
    writeFileSync(join(at, "x"), "");
    const ensureUser = (name: string) => users[name as keyof typeof users];
    const make = () =>
      initCustody({ random, isRoot: true, ensureUser, write: writeDeployment })({
        directory: join(at, "custody"),
        wish: { ...wish, mode: "users", deployment: "acme" },
        only: null,
        remote: null,
      });
    expect(make).toThrow("could not reach");
    rmSync(at, { recursive: true });
    const open = join("/var/tmp", `rootward-set-up-${process.pid}`);
    try {
      const { users: made } = initCustody({ random, isRoot: true, ensureUser, write: writeDeployment })({
        directory: join(open, "custody"),
        wish: { ...wish, mode: "users", deployment: "acme" },
        only: null,
        remote: null,
      });
      expect(made).toEqual(["rootward-broker", "rootward-gate"]);
      const standing = (name: string) => {
        const { uid, gid, mode } = statSync(join(open, "custody", name));
        return [uid, gid, (mode & 0o7777).toString(8)];
      };
      expect(standing("gate/kek")).toEqual([1, 2, "400"]);
      expect(standing("gate")).toEqual([1, 2, "700"]);
      expect(standing("broker/sign.key")).toEqual([3, 4, "400"]);
      expect(standing("broker")).toEqual([3, 4, "700"]);
      // The broker makes the socket; the directory hands the gate's group on to it.
      expect(standing("run")).toEqual([3, 2, "2750"]);
      expect(standing("draft")[0]).toBe(0);
    } finally {
      rmSync(open, { recursive: true, force: true });
    }
  });

  it("of a broker on another host leaves its public part for the gate, which takes no other deployment's", async () => {
    init({}, { only: "broker" });
    expect(readdirSync(directory).toSorted()).toEqual(["broker", "broker-public.json", "run"]);
    const carried = JSON.parse(readFileSync(join(directory, "broker-public.json"), "utf8"));
    rmSync(directory, { recursive: true });
    const remote = { public: carried, at: { host: "broker.example", port: 7844 } };
    const { gateSpki } = init({}, { only: "gate", remote });
    expect(readdirSync(directory).toSorted()).toEqual(["draft", "gate"]);
    const door = fromBase64url(readFileSync(join(directory, "gate/broker-door.key"), "utf8").trim());
    expect(gateSpki).toBe(spkiPinOf(door ?? new Uint8Array()));
    expect(readGateConfig(join(directory, "gate/gate.json")).broker).toEqual({
      host: "broker.example",
      port: 7844,
      spki: carried.doorSpki,
      key: join(directory, "gate/broker-door.key"),
    });
    const roster = JSON.parse(readFileSync(join(directory, "draft/roster.json"), "utf8"));
    expect(roster.broker).toEqual({ spki: carried.spki, doorSpki: carried.doorSpki });
    rmSync(directory, { recursive: true });
    const foreign = { ...remote, public: { ...carried, deployment: "rehearsal-b" } };
    expect(await refusal(() => init({}, { only: "gate", remote: foreign }))).toContain("SETUP_NAME");
  });
});

describe("people of a draft", () => {
  it("are told what is still missing until three founders can work", () => {
    init();
    const first = add("ann");
    expect(first.missing.join("; ")).toContain("1 more with the role unsealer");
    expect(first.missing.join("; ")).toContain("quorum for the next version can never be met");
    add("bob");
    const third = add("cleo", [...everything, "operator-p"]);
    expect(third.missing).toEqual([]);
    expect(third.warnings).toEqual(["nobody can put seeds in: no operator-s"]);
    expect(third.people).toEqual(["ann", "bob", "cleo"]);
  });

  it("may be given other roles, but not another key under the same id", async () => {
    init();
    add("ann");
    expect(add("ann", ["auditor", "auditor", "approver"]).roles).toEqual(["approver", "auditor"]);
    const { person } = identity("bob");
    const again = () => addPerson(draft)({ person: { ...person, id: "ann" }, roles: everything });
    expect(await refusal(again)).toBe("SETUP_PERSON_TAKEN: ann");
    add("bob");
    const twin = () => addPerson(draft)({ person: { ...person, id: "bobby" }, roles: everything });
    expect(await refusal(twin)).toBe("SETUP_PERSON_TAKEN: bob");
  });

  it("of another deployment are refused, and without a draft the first step is due", async () => {
    expect(await refusal(() => add("ann"))).toContain("SETUP_STEP_DUE");
    init();
    expect(await refusal(() => add("other"))).toContain("CUSTODY_OTHER_DEPLOYMENT");
  });

  it("are not read from damaged files", async () => {
    init();
    add("ann");
    for (const [file, text] of [
      ["persons/ann.json", "{}"],
      ["persons/bob.json", readFileSync(join(draft.directory, "persons/ann.json"), "utf8")],
      ["roster.json", "\u0000"],
      ["release-policy.json", '{"rules":[]}'],
    ] as const) {
      const kept = draft.read(file);
      draft.write(file, utf8(text));
      expect([file, await refusal(() => add("ann"))]).toEqual([file, expect.stringContaining("SETUP_DRAFT_FOREIGN")]);
      if (kept === null) draft.remove(file);
      else draft.write(file, kept);
    }
  });
});

describe("the founders' signatures", () => {
  beforeEach(() => {
    init();
    for (const id of founders) add(id);
  });

  it("make a genesis that gate and broker take under the roster's hash", async () => {
    expect(await sign("ann")).toMatchObject({ signed: ["ann"], open: ["bob", "cleo"] });
    expect(await sign("bob")).toMatchObject({ open: ["cleo"] });
    expect(draft.read("genesis.json")).toBeNull();
    now += 3600;
    const { documents, open } = await sign("cleo");
    expect(open).toEqual([]);
    const genesis = readGenesis(draft.read("genesis.json") ?? new Uint8Array());
    expect(takeGenesis(genesis, documents.roster.hash, now + 60)).toMatchObject({ status: "founded", warnings: [] });
    const sealed = documents.policy.document.rules.find(({ name }) => name === "management");
    expect(sealed).toMatchObject({ accounts: ["aws:123456789012"], sealed: ["P", "S"], maxCodes: 3, window: 900 });
  });

  it("are renewed by one more of them when the genesis was not used in time", async () => {
    for (const id of founders) await sign(id);
    now += 600;
    const { documents } = await sign("bob");
    const genesis = readGenesis(draft.read("genesis.json") ?? new Uint8Array());
    expect(takeGenesis(genesis, documents.roster.hash, now)).toMatchObject({ status: "founded" });
  });

  it("fix the draft: it takes nobody more, and one that was changed is not signed", async () => {
    const { documents } = await sign("ann");
    expect(await refusal(() => add("mallory"))).toContain("SETUP_SIGNING_BEGUN");
    expect(await refusal(() => sign("bob", "A".repeat(43)))).toContain(documents.roster.hash);
    expect(await refusal(() => sign("bob", documents.roster.hash))).toBeNull();
    const policy = JSON.parse(readFileSync(join(draft.directory, "release-policy.json"), "utf8"));
    policy.rules[1].all[0].min = 1;
    draft.write("release-policy.json", utf8(JSON.stringify(policy)));
    expect(await refusal(() => sign("cleo"))).toBe("SETUP_DRAFT_CHANGED: release policy");
  });

  it("are not given to documents that somebody put under the draft", async () => {
    await sign("ann");
    const signing = JSON.parse(readFileSync(join(draft.directory, "signing.json"), "utf8"));
    const elsewhere = join(top, "elsewhere");
    cpSync(directory, elsewhere, { recursive: true });
    const other = openDraft(join(elsewhere, "draft"));
    for (const name of ["signing.json", "approvals/ann.json"]) other.remove(name);
    const policy = JSON.parse(readFileSync(join(elsewhere, "draft/release-policy.json"), "utf8"));
    policy.rules[1].all[0].min = 1;
    other.write("release-policy.json", utf8(JSON.stringify(policy)));
    const own = identity("ann");
    await signGenesis({
      draft: other,
      random,
      nowSeconds: () => now,
      person: own.person,
      unlock: () => own.unlockSigner(passphrase(), now),
    })(null);
    const foreign = JSON.parse(readFileSync(join(elsewhere, "draft/signing.json"), "utf8"));
    draft.write("signing.json", utf8(JSON.stringify({ ...signing, releasePolicy: foreign.releasePolicy })));
    expect(await refusal(() => sign("bob"))).toBe("SETUP_DRAFT_CHANGED: release policy");
    rmSync(elsewhere, { recursive: true });
  });

  it("of others are verified, not counted", async () => {
    await sign("ann");
    const own = JSON.parse(readFileSync(join(draft.directory, "approvals/ann.json"), "utf8"));
    draft.write("approvals/cleo.json", utf8(JSON.stringify({ ...own, person: "cleo" })));
    expect(await refusal(() => sign("bob"))).toContain("SETUP_APPROVAL_BAD: signed by ann");
    draft.write("approvals/cleo.json", utf8(JSON.stringify({ ...own, person: "cleo", roster: own.releasePolicy })));
    expect(await refusal(() => sign("bob"))).toContain("SETUP_APPROVAL_BAD");
    draft.write("approvals/cleo.json", utf8("{"));
    expect(await refusal(() => sign("bob"))).toContain("SETUP_DRAFT_FOREIGN");
    draft.remove("approvals/cleo.json");
    const forged = JSON.parse(JSON.stringify(own).replace(/"signature":"[^"]{4}/g, '"signature":"AAAA'));
    draft.write("approvals/ann.json", utf8(JSON.stringify(forged)));
    expect(await refusal(() => sign("bob"))).toContain("SETUP_APPROVAL_BAD");
  });

  it("are only those of people in the draft, with the right passphrase, in time", async () => {
    expect(await refusal(() => sign("mallory"))).toBe("SETUP_NOT_A_FOUNDER: mallory");
    const own = identity("ann");
    const wrong = () => own.unlockSigner(new Secret(utf8("zoo zoo zoo zoo zoo zoo zoo")), now);
    const attempt = () =>
      signGenesis({ draft, random, nowSeconds: () => now, person: own.person, unlock: wrong })(null);
    expect(await refusal(attempt)).toContain("SEALING_WRONG_PASSPHRASE");
    expect([draft.read("signing.json"), draft.list("approvals")]).toEqual([null, []]);
    await sign("ann");
    now -= 1;
    expect(await refusal(() => sign("bob"))).toContain("SETUP_SIGNING_OLD");
    now = start + 7 * 86_400 + 1;
    expect(await refusal(() => sign("bob"))).toContain("SETUP_SIGNING_OLD");
  });

  it("are not given while somebody is missing", async () => {
    draft.remove("persons/bob.json");
    draft.remove("persons/cleo.json");
    expect(await refusal(() => sign("ann"))).toContain("SETUP_DRAFT_UNFIT");
    draft.remove("persons/ann.json");
    expect(await refusal(() => sign("ann"))).toBe("SETUP_STEP_DUE: nobody is in the draft");
  });
});

describe("one person alone", () => {
  it("is told so, and waits ten minutes", async () => {
    const made = join(top, "solo");
    await createIdentity(quickAge, {
      directory: made,
      deployment: "acme",
      id: "ann",
      name: "Ann",
      passphrase: passphrase(),
    });
    // Two users need a place that both can pass through.
    chmodSync(top, 0o755);
    init({ mode: "solo", deployment: "acme", management: null });
    const person = openIdentity(age, made).person;
    const outcome = addPerson(draft)({ person, roles: everything });
    expect(outcome).toMatchObject({ missing: [], isSolo: true });
    expect(outcome.warnings).toContain("rule others: no dual control, one person alone may release");
    const own = openIdentity(age, made);
    const signed = await signGenesis({
      draft,
      random,
      nowSeconds: () => now,
      person,
      unlock: () => own.unlockSigner(passphrase(), now),
    })(null);
    expect(signed.documents.policy.document).toMatchObject({ solo: true, rules: [{ delaySeconds: 600 }] });
  });
});
