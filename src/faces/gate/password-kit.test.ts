import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { nonceOf } from "../../../test/custody/people.ts";
import { account, hashOfDocument } from "../../app/broker/broker-for-test.ts";
import type { RosterDocument } from "../../domain/custody/documents/roster-document.ts";
import { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { utf8 } from "../../domain/crypto/bytes.ts";
import { writeFrame } from "../../domain/custody/frame/frame.ts";
import { readKitFile } from "../../domain/custody/kits/file/kit-file.ts";
import { age } from "../../world/sealing/age.ts";
import type { AgeKeyPair } from "../../world/sealing/sealing.ts";
import { TestGate } from "./gate-for-test.ts";

const [p, s, second] = [await age.newX25519(), await age.newX25519(), await age.newX25519()];
let its: TestGate;
afterEach(() => its.remove());

const kitFile = () => join(its.directory, "data", "kit", "kit-p.age");
const begin = async () => {
  its = await TestGate.make({ roster: { kitRecipients: { P: p.recipient, S: s.recipient } } });
};

async function put(version: number, text: string, to: AgeKeyPair | null): Promise<void> {
  const place = { vault: "P", deployment: "acme", account, kind: "password", version } as const;
  const kit =
    to === null ? null : toBase64url(await age.encrypt(writeFrame(place, new Secret(utf8(text))), [to.recipient]));
  await its.call(
    "paul",
    "putPassword",
    {},
    { ...(await its.sealedPassword(version)), ...(kit === null ? {} : { kit }) },
  );
}

async function items({ identity }: AgeKeyPair): Promise<readonly string[]> {
  const read = readKitFile((await age.decrypt(readFileSync(kitFile()), identity)).reveal());
  if (read.status !== "read") throw new Error(read.detail);
  return read.kit.items.map(({ account: of, name, version }) => `${of} ${name} ${version}`);
}

const lacking = async () => (await its.call("ana", "readiness", {}, {})).kitLacking;

describe("the kit of the passwords", () => {
  it("is a file of the newest version and the one before, at the end of the gate at the latest", async () => {
    await begin();
    for (const version of [1, 2, 3]) await put(version, `password ${version}`, p);
    await its.stop();
    expect(await items(p)).toEqual([`${account} prod-payments 2`, `${account} prod-payments 3`]);
    expect(statSync(kitFile()).mode & 0o777).toBe(0o640);
    const before = readFileSync(kitFile());
    await its.start();
    await its.stop();
    expect(readFileSync(kitFile())).toEqual(before);
    await its.start();
    expect(await lacking()).toEqual({ P: [], S: [] });
  });

  it("lacks what came in before the roster named it, and readiness says so", async () => {
    await begin();
    await put(1, "password 1", p);
    const next: RosterDocument = {
      ...its.broker.roster,
      version: 2,
      previous: its.broker.rosterHash,
      nonce: nonceOf("next roster"),
      at: its.broker.now,
      kitRecipients: { P: second.recipient, S: s.recipient },
    };
    await its.call(
      "ana",
      "propose",
      {},
      { document: its.broker.quorumDocument(next).bytes, approvals: [], shares: [], entries: [] },
    );
    for (const id of ["omar", "ana"]) {
      await its.call(
        id,
        "approveProposal",
        { hash: hashOfDocument(next) },
        { signed: its.broker.decide(id, hashOfDocument(next)) },
      );
    }
    its.broker.clock.ms += 86_401_000;
    await its.broker.broker.tick();
    // Whoever looks makes the gate follow the broker's log.
    await its.call("ana", "roster", {}, {});
    await expect.poll(lacking, { timeout: 8000 }).toEqual({ P: [account], S: [] });
    await put(2, "password 2", second);
    expect((await lacking()).P).toEqual([]);
    await its.stop();
    expect(await items(second)).toEqual([`${account} prod-payments 2`]);
    await its.start();
  });

  it("takes no password without its copy", async () => {
    await begin();
    await expect(put(1, "password 1", null)).rejects.toMatchObject({ row: { code: "GATE_ITEM_NO_KIT" } });
  });
});
