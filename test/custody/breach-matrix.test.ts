// Each attacker gets exactly their files, keys and what a process held in memory, and tries every key on everything.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attack, type Spoils } from "./breach/attack.ts";
import { both, filesOf, type Loot, words } from "./breach/loot.ts";
import { Robbed } from "./breach/robbed.ts";
import { type Stolen, stolenOf } from "./breach/stolen-secrets.ts";
import { deploymentName } from "./deployment/deployment.ts";
import { quickIdentity } from "./deployment/quick-identity.ts";

const matrix: string[] = [];
let robbed: Robbed;
let pages: Loot = { pieces: new Map(), passphrases: [] };
beforeAll(async () => {
  robbed = await Robbed.make();
  pages = await pagesWithStolenToken(robbed);
  await robbed.finish();
});
afterAll(async () => robbed.deployment.end());

/** Everything that a session may look at, with a token that was taken from a laptop. */
async function pagesWithStolenToken({ deployment }: Robbed): Promise<Loot> {
  const token = deployment.http.bodies.flatMap((body) => /^Bearer \S+$/m.exec(body)?.[0] ?? []).at(-1) ?? "";
  const ids = [...new Set(deployment.http.sent.flatMap(({ what }) => /requests\/(\w{26})$/.exec(what)?.[1] ?? []))];
  const looks = ["status", "roster", "requests", "accounts", "grants/open", "proposals", "readiness", "items/tag-key"];
  const logs = ["gate", "broker"].map((log) => `ledger/${log}/entries?from=0&max=256`);
  const pieces = new Map<string, Uint8Array>();
  for (const look of [...looks, ...logs, ...ids.map((id) => `requests/${id}`)]) {
    const reply = await fetch(`http://localhost:${deployment.port}/v1/${look}`, { headers: { authorization: token } });
    pieces.set(look, new Uint8Array(await reply.arrayBuffer()));
    expect([look, reply.status]).toEqual([look, look === "items/tag-key" || look === "readiness" ? reply.status : 200]);
  }
  return { pieces, passphrases: [] };
}

/** An attacker, what they hold, and what they have in the end of a standard account that was opened, a sealed one that was opened, a standard one that nobody asked for. */
type Row = readonly [
  attacker: string,
  holds: string,
  standard: Stolen,
  sealed: Stolen,
  quiet: Stolen,
  loot: () => Loot,
];

const gateForever = (): Loot => both(robbed.host("gate"), robbed.whileOpen("gate"), robbed.traffic);
const brokerNow = (): Loot => both(robbed.host("broker"), robbed.memory.kek);
const none = ["nothing", "nothing", "nothing"] as const;
const r = (): Robbed => robbed;

const rows: readonly Row[] = [
  ["A1", "a backup of the passwords", ...none, () => r().backup("gate")],
  ["A1", "a backup of the seeds", ...none, () => r().backup("broker")],
  ["A1", "the gate's data while grants were open", ...none, () => r().whileOpen("gate")],
  ["A1", "the broker's data while grants were open", ...none, () => r().whileOpen("broker")],
  [
    "A2",
    "both backups, and both data directories then and now",
    ...none,
    () => both(...(["gate", "broker"] as const).flatMap((of) => [r().backup(of), r().whileOpen(of), r().data(of)])),
  ],
  [
    "A2",
    "backups, data directories with both kits in them, and one sheet of each kit",
    ...none,
    () =>
      both(
        ...(["gate", "broker"] as const).flatMap((of) => [r().backup(of), r().data(of)]),
        r().sheet("P", 0),
        r().sheet("S", 1),
      ),
  ],
  ["A3", "the gate's store, key and all that passed through it", ...none, () => both(r().host("gate"), r().traffic)],
  ["A4", "the gate's host for ever", ...none, gateForever],
  ["A5", "the broker's host, unsealed", "seed", "nothing", "seed", brokerNow],
  [
    "A5",
    "the same during a sealed grant",
    "seed",
    "seed",
    "seed",
    () => both(brokerNow(), r().whileOpen("broker"), r().memory.groupKeys),
  ],
  [
    "A6",
    "the gate's host and all rows of the broker",
    ...none,
    () => both(gateForever(), r().data("broker"), r().whileOpen("broker")),
  ],
  ["A7", "an approver's identity and what it is shown", ...none, () => both(r().person("ann"), pages)],
  [
    "A7",
    "an approver's identity and the broker's backup",
    ...none,
    () => both(r().person("bob"), r().backup("broker")),
  ],
  [
    "A7 and A4",
    "an approver's identity and the gate's host",
    "password",
    "nothing",
    "password",
    () => both(r().person("ann"), gateForever()),
  ],
  [
    "A7 and A4",
    "the requester's identity after the close, and the gate's host",
    "password",
    "nothing",
    "password",
    () => both(r().person("cleo"), gateForever()),
  ],
  [
    "A7 and A5",
    "an approver's identity and the broker's host",
    "seed",
    "nothing",
    "seed",
    () => both(r().person("ann"), brokerNow()),
  ],
  ["A8", "a live session of an approver", ...none, () => pages],
  [
    "A9",
    "an identity that they minted, and the pages",
    ...none,
    () => both(pages, filesOf(r().deployment.path("mallory")), words("mallory")),
  ],
];

const controls: readonly Row[] = [
  [
    "all",
    "both hosts and two custodians",
    "PAIR",
    "PAIR",
    "PAIR",
    () => both(gateForever(), brokerNow(), r().whileOpen("broker"), r().person("ann"), r().person("bob")),
  ],
  [
    "all",
    "both hosts and two sheets of each kit",
    "PAIR",
    "PAIR",
    "PAIR",
    () => both(r().host("gate"), brokerNow(), ...[0, 2].flatMap((at) => [r().sheet("P", at), r().sheet("S", at)])),
  ],
  [
    "all sheets",
    "both kits as their files lie there, and two sheets of each",
    "PAIR",
    "PAIR",
    "PAIR",
    () =>
      both(
        ...(["gate", "broker"] as const).map((of) => r().kit(of)),
        ...[1, 2].flatMap((at) => [r().sheet("P", at), r().sheet("S", at)]),
      ),
  ],
  [
    "the requester",
    "their own files during the grant, and what passed through the gate",
    "PAIR",
    "PAIR",
    // It was uploaded once, sealed to every requester.
    "password",
    () => both(r().askerWhileOpen, words(r().deployment.file("cleo.words").trim()), r().traffic),
  ],
];

async function played(loot: Loot): Promise<{ spoils: Spoils; has: readonly Stolen[] }> {
  const spoils = await attack(loot, robbed.places);
  const { standard, sealed, quiet } = robbed.secrets;
  return { spoils, has: [standard, sealed, quiet].map((secrets) => stolenOf(spoils.pieces, secrets)) };
}

describe("no single breach yields a pair", () => {
  beforeAll(async () => {
    await quickIdentity(robbed.deployment.path("mallory"), deploymentName, "mallory", "mallory");
  });

  it.each(rows)("%s: %s; standard %s, sealed %s, not asked for %s", async (...row) => {
    const [, , standard, sealed, quiet, loot] = row;
    const { spoils, has } = await played(loot());
    matrix.push(lineOf(row, spoils));
    expect(has).toEqual([standard, sealed, quiet]);
    expect(has).not.toContain("PAIR");
  });

  it.each(controls)("control: %s with %s has %s, %s, %s", async (...row) => {
    const [, , standard, sealed, quiet, loot] = row;
    const { spoils, has } = await played(loot());
    matrix.push(lineOf(row, spoils));
    expect(has).toEqual([standard, sealed, quiet]);
  });

  it("as a table", async ({ annotate }) => {
    await annotate(["attacker | holds | standard | sealed | not asked for | tried", ...matrix].join("\n"));
    expect(matrix).toHaveLength(rows.length + controls.length);
  });
});

function lineOf([attacker, holds, standard, sealed, quiet]: Row, { opened, pieces }: Spoils): string {
  const tried = `${pieces.length} pieces, opened ${opened.envelopes} envelopes, ${opened.files} files, ${opened.combined} splits`;
  return [attacker, holds, standard, sealed, quiet, tried].join(" | ");
}
