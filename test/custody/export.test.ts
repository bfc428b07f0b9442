// The way out, from the proposal to two files that KeePassXC opens: real gate, real broker core, real files, and a clock that
// the test sets.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decidedExport, fetchExport } from "../../src/app/custody/client/export/fetch-export.ts";
import { proposeExport } from "../../src/app/custody/client/export/propose-export.ts";
import { approveProposal } from "../../src/app/custody/client/proposals/approve-proposal.ts";
import { addPassword } from "../../src/app/custody/client/vault/add-password.ts";
import { openExportRuns } from "../../src/app/custody/export/export-runs.ts";
import { type ExportDeps, writeExport } from "../../src/app/custody/export/write-export.ts";
import { account, otherAccount, seed } from "../../src/app/broker/broker-for-test.ts";
import { Secret } from "../../src/domain/core/secret.ts";
import { toBase32 } from "../../src/domain/crypto/base32.ts";
import { utf8 } from "../../src/domain/crypto/bytes.ts";
import { TestGate } from "../../src/faces/gate/gate-for-test.ts";
import { writeNewFile } from "../../src/world/files/write-new-file.ts";
import { writeKdbx } from "../../src/world/sealing/kdbx/write-kdbx.ts";
import { oracle, requireOracle } from "../oracle.ts";
import { coded } from "./gate/coded.ts";
import { enteredOf } from "./client/client-of.ts";

const keepassxc = await oracle("keepassxc-cli", () => execFileSync("keepassxc-cli", ["--version"]).toString());
const oathtool = await oracle("oathtool", () => execFileSync("oathtool", ["--version"]).toString());
const at = mkdtempSync(join(tmpdir(), "rootward-export-"));
const password = "correct horse battery staple";
let its: TestGate;
beforeAll(async () => {
  its = await TestGate.make({ roster: { kitRecipients: {} } });
  const { deps, entered } = await enteredOf(its, "paul");
  const add = { newest: null, origin: "import" as const, flags: [] };
  await addPassword(deps, entered, { ...add, account, password: new Secret(utf8(password)) });
});
afterAll(async () => {
  await its.remove();
  rmSync(at, { recursive: true });
});

const day = 86_400_000;
const asOmar = () => enteredOf(its, "omar");
const propose = async (vault: "P" | "S") => {
  const { deps, entered } = await asOmar();
  return await proposeExport(deps, entered, vault, []);
};
const sign = async (id: string, hash: string, words: string | null = null) => {
  const { deps, entered } = await enteredOf(its, id);
  return await approveProposal(deps, entered, { hash, words, confirm: () => Promise.resolve(true) });
};
const decided = async (hash: string, id = "omar") => {
  const { deps, entered } = await enteredOf(its, id);
  return await decidedExport(deps, entered, hash);
};
const fetched = async (hash: string) => {
  const { deps, entered } = await asOmar();
  return await fetchExport(deps, entered, { hash, document: await decidedExport(deps, entered, hash) });
};

const lines: string[] = [];
const runs = openExportRuns({ lines, append: (line) => Promise.resolve(void lines.push(line)) });
const exporting: ExportDeps = {
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  writeKdbx,
  placeOf: (file) => {
    const directory = join(file, "..");
    return Promise.resolve({ host: "here", device: `disk of ${directory}`, directory });
  },
  writeNew: writeNewFile,
  remove: (file) => Promise.resolve(rmSync(file)),
  runs,
  now: () => its.broker.now,
};

const shown = (file: string, keyFile: string, ...args: string[]) =>
  execFileSync("keepassxc-cli", ["show", "-q", ...args, file, "prod-payments"], {
    input: readFileSync(keyFile),
    stdio: ["pipe", "pipe", "pipe"],
  })
    .toString()
    .trim();

/** From the proposal to the day after it was accepted. */
async function accepted(vault: "P" | "S"): Promise<string> {
  const { hash, words, accounts } = await propose(vault);
  expect(accounts).toEqual([account]);
  expect(await coded(decided(hash))).toBe("CUSTODY_QUORUM_MISSING");
  expect(await sign("ana", hash, words)).toMatchObject({
    dueAt: null,
    seen: {
      changes: [{ path: "vault" }, { after: "omar" }, { after: "of omar, as in the roster" }, { after: "1" }, {}],
    },
  });
  expect(await coded(decided(hash))).toBe("CUSTODY_QUORUM_MISSING");
  expect(await sign("carl", hash)).toMatchObject({ dueAt: its.broker.now + day / 1000 });
  expect(await coded(decided(hash))).toBe("CUSTODY_TOO_EARLY");
  expect(await coded(decided(hash, "ana"))).toBe("CUSTODY_ROLE_MISSING");
  its.broker.clock.ms += day;
  await its.broker.broker.tick();
  return hash;
}

describe("an export that a quorum decided on", () => {
  it("gives the seeds to the one asker, as a database that KeePassXC opens and that shows oathtool's code", async (context) => {
    requireOracle(keepassxc, context);
    requireOracle(oathtool, context);
    const hash = await accepted("S");
    const answer = await fetched(hash);
    const [file, keyFile] = [join(at, "s", "seeds.kdbx"), join(at, "s-key", "seeds.key")];
    for (const name of ["s", "s-key"]) mkdirSync(join(at, name));
    const { due } = await writeExport(exporting)({ ...answer, file, keyFile, deployment: "acme" });
    expect(due).toMatchObject([{ account, vault: "S", version: 1, reason: "exported" }]);
    for (;;) {
      const before = Math.floor(Date.now() / 30_000);
      const code = shown(file, keyFile, "-t");
      if (Math.floor(Date.now() / 30_000) !== before) continue;
      const oath = execFileSync("oathtool", ["--totp", "-b", "-N", `@${before * 30}`, toBase32(seed)])
        .toString()
        .trim();
      expect(code).toBe(oath);
      break;
    }
    const { deps, entered } = await asOmar();
    await expect
      .poll(async () => (await deps.gate.accounts()).find((each) => each.account === account)?.S?.flags, {
        timeout: 6000,
      })
      .toEqual(["copies-elsewhere", "never-proven", "rotation-due"]);
    entered.hand.end();
  });

  it("gives the passwords against the broker's receipt, to another place under another key", async (context) => {
    requireOracle(keepassxc, context);
    const hash = await accepted("P");
    const answer = await fetched(hash);
    const to = (file: string, keyFile: string) =>
      writeExport(exporting)({ ...answer, file: join(at, file), keyFile: join(at, keyFile), deployment: "acme" });
    mkdirSync(join(at, "p"));
    expect(await coded(to("s/passwords.kdbx", "p/passwords.key"))).toBe("CUSTODY_EXPORT_TOGETHER");
    expect(await coded(to("p/passwords.kdbx", "p/passwords.key"))).toBe("EXPORT_KEY_BESIDE");
    expect(existsSync(join(at, "p", "passwords.kdbx"))).toBe(false);
    writeFileSync(join(at, "s-key", "taken.key"), "");
    expect(await coded(to("p/passwords.kdbx", "s-key/taken.key"))).toBe("FILES_ALREADY_THERE");
    expect(existsSync(join(at, "p", "passwords.kdbx"))).toBe(false);
    await to("p/passwords.kdbx", "s-key/passwords.key");
    const [file, keyFile] = [join(at, "p", "passwords.kdbx"), join(at, "s-key", "passwords.key")];
    expect(shown(file, keyFile, "-s", "-a", "Password")).toBe(password);
    expect(readFileSync(keyFile, "utf8")).not.toBe(readFileSync(join(at, "s-key", "seeds.key"), "utf8"));
    const { deps } = await asOmar();
    expect((await deps.gate.accounts())[0]?.P?.flags).toEqual(["copies-elsewhere", "rotation-due"]);
    // A run that is read back keeps the vaults apart as before.
    const again = openExportRuns({ lines, append: () => Promise.resolve() });
    expect(again.all().map(({ vault }) => vault)).toEqual(runs.all().map(({ vault }) => vault));
    expect(() => openExportRuns({ lines: ["{}"], append: () => Promise.resolve() })).toThrow("cannot be read");
  });

  it("is over after a veto, and a day after its time", async () => {
    const { hash } = await propose("S");
    await sign("ana", hash);
    await sign("carl", hash);
    const signed = its.broker.decide("carl", hash, { decision: "veto" });
    await its.broker.ask("apply", { signed, approvals: [], shares: [] }, "door");
    its.broker.clock.ms += day;
    await its.broker.broker.tick();
    expect(await coded(fetched(hash))).toBe("CUSTODY_STOPPED");
    const late = await accepted("S");
    its.broker.clock.ms += day;
    expect(await coded(fetched(late))).toBe("CUSTODY_TOO_LATE");
  });

  it("is shown to those who sign it with a warning when the key is not the asker's", async () => {
    const { deps, entered } = await enteredOf(its, "jane");
    const { self } = await asOmar().then(({ deps: of }) => of);
    const swapped = {
      ...deps,
      self: { ...deps.self, person: { ...self.person, recipientS: deps.self.person.recipientS } },
    };
    const { hash } = await proposeExport(swapped, entered, "S", []);
    const { seen } = await sign("ana", hash);
    expect(seen.changes.map(({ after }) => after).join()).toContain("THAT IS NOT omar'S");
  });

  it("is of accounts that have an item, and of none that only shares open", async () => {
    const { deps, entered } = await asOmar();
    expect(await coded(proposeExport(deps, entered, "S", ["nobody"]))).toBe("CLIENT_ACCOUNT_UNKNOWN");
    await its.call("olga", "putAccount", { account: otherAccount }, { name: "empty", email: null });
    expect(await coded(proposeExport(deps, entered, "P", ["empty"]))).toBe("EXPORT_NOTHING");
    const sealed = {
      ...entered,
      policy: { ...entered.policy, rules: entered.policy.rules.map((each) => ({ ...each, sealed: ["S" as const] })) },
    };
    expect(await coded(proposeExport(deps, sealed, "S", []))).toBe("EXPORT_NOTHING");
  });
});
