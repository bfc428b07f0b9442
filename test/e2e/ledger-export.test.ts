import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RehearsalWorld } from "../custody/client/rehearsal-world.ts";

const prod = "111122223333";
const seed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
let world: RehearsalWorld;

interface Verdict {
  readonly status: string;
  readonly problems: readonly unknown[];
  readonly codes: number;
  readonly decisions: { readonly verified: number; readonly unjudged: number };
}

async function verify(argv: readonly string[]): Promise<Verdict> {
  const ran = await world.run(["ledger", "verify", ...argv, "--trust", "trust.txt", "-f", "json"]);
  return JSON.parse(ran.out) as Verdict;
}

beforeAll(async () => {
  world = await RehearsalWorld.make();
  const gate = ["--gate", world.gateUrl];
  for (const name of ["ann", "bob"] as const) await world.json(name, ["broker", "unseal", ...gate]);
  await world.json("ann", ["vault", "add", "--account", prod, "--name", "prod", "--password", ...gate]);
  await world.json("bob", ["vault", "add", "--account", prod, "--seed", ...gate], `${seed}\n`);
  const asked = await world.json("cleo", ["bg", "request", "prod", "--reason", "lockout", ...gate]);
  const first = await world.json("ann", ["bg", "approve"]);
  await world.json("bob", ["bg", "approve", String(asked["requestId"]), "--words", String(first["words"])]);
  const genesis = JSON.parse(world.file("c/draft/genesis.json")) as { roster: { document: string } };
  const roster = JSON.parse(Buffer.from(genesis.roster.document, "base64url").toString()) as {
    logKeys: { gate: string; broker: string };
  };
  const trust = `log ${roster.logKeys.gate}\nlog ${roster.logKeys.broker}\nquorum none\n`;
  writeFileSync(join(world.cwd, "trust.txt"), trust);
});
afterAll(async () => world.end());

describe("the logs of a rehearsal in which two people approved", () => {
  it("verify as they lie in their directories, with every decision by the founders' keys", async () => {
    const roster = ["--roster", "c/draft/genesis.json", "--roster-hash", world.rosterHash];
    const broker = await verify(["c/broker/data/ledger", ...roster]);
    expect(broker.problems).toEqual([]);
    expect(broker).toMatchObject({ status: "verified", decisions: { unjudged: 0 } });
    expect(broker.decisions.verified).toBeGreaterThanOrEqual(2);
    expect((await verify(["c/gate/data/ledger", ...roster])).problems).toEqual([]);
  });

  it("are exported while they go on, and read at the gate by whoever may sign in", async () => {
    const copied = await world.run(["ledger", "export", "c/broker/data/ledger", "-o", "disk.tar"]);
    expect([copied.code, copied.err.split("\n")[0]]).toEqual([0, expect.stringMatching(/^wrote disk\.tar/)]);
    expect(await verify(["disk.tar"])).toMatchObject({ status: "verified" });
    for (const log of ["broker", "gate"]) {
      const read = await world.as("cleo", ["ledger", "export", "--log", log, "-o", `${log}.tar`]);
      expect([read.code, read.err.split("\n")[0]]).toEqual([0, expect.stringMatching(/^wrote /)]);
      const verdict = await verify([`${log}.tar`, "--roster-hash", world.rosterHash]);
      expect(verdict.problems).toEqual([]);
      expect(verdict).toMatchObject({ status: "verified", decisions: { unjudged: 0 } });
    }
  });
});
