// The one more pair of an enrolment, to its second code: the broker lets no code follow a spent one at once, so it takes up to
// two minutes of real half minutes.
import { generateSync } from "otplib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RehearsalWorld } from "../custody/client/rehearsal-world.ts";

const seed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const prod = "111122223333";
let world: RehearsalWorld;
beforeAll(async () => {
  const roles = ["--roles", "approver,custodian,requester,unsealer,operator-s"];
  world = await RehearsalWorld.make((made) =>
    made.run(["roster", "add", "cleo/person.json", "--draft", "c/draft", ...roles]),
  );
  for (const name of ["ann", "bob"] as const) await world.json(name, ["broker", "unseal", "--gate", world.gateUrl]);
  await world.json("cleo", ["broker", "status", "--gate", world.gateUrl]);
});
afterAll(async () => world.end());

const pairOf = (out: string) =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly code: string; readonly serverTime: number; readonly n: number });

it("two operators get one more pair of consecutive codes, and no third", async () => {
  const brought = ["vault", "enrol", "--account", prod, "--name", "prod", "--seed", "-f", "json"];
  expect(pairOf((await world.as("bob", brought, `${seed}\n`)).out)).toHaveLength(2);
  const again = ["vault", "enrol", "--account", prod, "--retry"];
  const first = world.as("bob", [...again, "-f", "json"]);
  const isUp = async () => (await world.as("cleo", [...again, "--words", "not the six words"])).err;
  await expect.poll(isUp, { timeout: 20_000, interval: 1000 }).toContain("CLIENT_WORDS_DIFFER");
  const { words } = await world.json("cleo", again);
  const shown = await first;
  expect(shown.err.replaceAll(/\nREHEARSAL +/g, " ")).toContain(String(words));
  const [one, two] = pairOf(shown.out);
  if (one === undefined || two === undefined) throw new Error(shown.err);
  expect([one.n, two.n]).toEqual([1, 2]);
  const step = (ms: number): number => Math.floor(ms / 30_000);
  expect(step(two.serverTime)).toBe(step(one.serverTime) + 1);
  for (const { code, serverTime } of [one, two]) {
    expect(code).toBe(generateSync({ secret: seed, epoch: Math.floor(serverTime / 1000) }));
  }
  const third = world.as("bob", again);
  await expect.poll(isUp, { timeout: 20_000, interval: 1000 }).toContain("CLIENT_WORDS_DIFFER");
  await world.json("cleo", again);
  const refused = await third;
  expect([refused.out, refused.err.includes("CUSTODY_WRONG_TURN")]).toEqual(["", true]);
});
