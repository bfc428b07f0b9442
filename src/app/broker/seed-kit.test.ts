import { afterEach, describe, expect, it } from "vitest";
import { nonceOf, rule } from "../../../test/custody/people.ts";
import type { RosterDocument } from "../../domain/custody/documents/roster-document.ts";
import { readFrame } from "../../domain/custody/frame/frame.ts";
import { readKitFile } from "../../domain/custody/kits/file/kit-file.ts";
import { kitTag } from "../../domain/custody/kits/kit-tag.ts";
import { bytesOf } from "../../domain/custody/protocol/signed-wire.ts";
import { age } from "../../world/sealing/age.ts";
import type { AgeKeyPair } from "../../world/sealing/sealing.ts";
import { account, errorOf, otherAccount, seed, TestBroker } from "./broker-for-test.ts";

const [first, second] = [await age.newX25519(), await age.newX25519()];
let world: TestBroker;
afterEach(() => world.remove());

/** Accounts with versions and seeds that a kit's key finds in the kit of now; `null` where there is none. */
async function opened({ identity }: AgeKeyPair): Promise<readonly (readonly [string, number, Uint8Array])[] | null> {
  const kit = await world.broker.kit();
  if (kit === null) return null;
  const read = readKitFile((await age.decrypt(await kit.seal(), identity)).reveal());
  if (read.status !== "read") throw new Error("no kit");
  return Promise.all(
    read.kit.items.map(async ({ account: of, version, file }) => {
      const place = { vault: "S", deployment: "acme", account: of, kind: "seed", version } as const;
      const frame = readFrame(place, await age.decrypt(bytesOf(file), identity));
      if (frame.status !== "read") throw new Error(frame.status);
      return [of, version, frame.data.reveal().slice()] as const;
    }),
  );
}

/** The next roster comes into force, with this kit. */
async function changeKit(recipient: string): Promise<void> {
  const next: RosterDocument = {
    ...world.roster,
    version: 2,
    previous: world.rosterHash,
    nonce: nonceOf("next roster"),
    at: world.now,
    kitRecipients: { S: recipient },
  };
  expect(errorOf(await world.decideTogether(next))).toBe("done");
  world.clock.ms += 86_401_000;
  await world.broker.tick();
}

const kitTags = () =>
  world.entries().flatMap(({ type, account: of, d }) => (d["kit"] === undefined ? [] : [[type, of, d["kit"]]]));

describe("the kit of the seeds", () => {
  it("holds every seed for the kit that the roster names, and is none while the broker is sealed", async () => {
    world = await TestBroker.make({ roster: { kitRecipients: { S: first.recipient } } });
    expect(await opened(first)).toBeNull();
    await world.unseal();
    expect(await opened(first)).toEqual([]);
    await world.enrol();
    expect(await opened(first)).toEqual([[account, 1, seed]]);
    expect(kitTags()).toEqual([["item.enrolled", account, kitTag(first.recipient)]]);
    await expect(opened(second)).rejects.toMatchObject({ row: { code: "SEALING_NOT_FOR_THIS_KEY" } });
  });

  it("keeps its signature while nothing changes, so that its file stays as it is", async () => {
    world = await TestBroker.make({ roster: { kitRecipients: { S: first.recipient } } });
    await world.unseal();
    await world.enrol();
    const before = await world.broker.kit();
    world.clock.ms += 3_600_000;
    expect((await world.broker.kit())?.signature).toBe(before?.signature);
    await world.enrol(otherAccount, Uint8Array.from(seed).fill(65));
    const after = await world.broker.kit();
    expect([after?.signature === before?.signature, after?.count]).toEqual([false, 2]);
  });

  it("is made anew for the next roster's kit, out of seeds that the broker opens by itself", async () => {
    world = await TestBroker.make({ roster: { kitRecipients: { S: first.recipient } } });
    await world.unseal();
    await world.enrol();
    await changeKit(second.recipient);
    expect(await opened(second)).toEqual([[account, 1, seed]]);
    expect(kitTags().at(-1)).toEqual(["item.kit_copied", account, kitTag(second.recipient)]);
    // Once is enough.
    await opened(second);
    expect(kitTags()).toHaveLength(2);
  });

  it("of the next roster lacks what only shares open", async () => {
    world = await TestBroker.make({
      roster: { kitRecipients: { S: first.recipient } },
      rules: [
        rule({ sealed: ["S"], accounts: [account], breakSeal: { allowed: false, delay: 1800 } }),
        rule({ name: "others", accounts: "others" }),
      ],
    });
    await world.unseal();
    await world.enrol();
    expect(await opened(first)).toEqual([[account, 1, seed]]);
    await changeKit(second.recipient);
    expect(await opened(second)).toEqual([]);
    expect(kitTags()).toHaveLength(1);
  });

  it("is none without a kit in the roster", async () => {
    world = await TestBroker.ready();
    expect(await world.broker.kit()).toBeNull();
    expect(kitTags()).toEqual([]);
  });
});

describe("a witness that is away", () => {
  it("marks what is released, stands once in the log, and keeps nobody out", async () => {
    world = await TestBroker.ready();
    let isThere = true;
    world.wrap = (deps) => ({ ...deps, witness: async () => (isThere ? ["w1.example+vkey"] : []) });
    await world.restart();
    await world.unseal();
    world.clock.ms = Math.ceil(world.clock.ms / 30_000) * 30_000 + 31_000;
    isThere = false;
    const request = await world.granted();
    expect((await world.code(request)).code).toMatch(/^[0-9]{6}$/);
    expect(world.store.requests.byId(request.document.requestId)?.state.flags).toContain("unwitnessed");
    expect(world.types().filter((type) => type === "witness.missing")).toHaveLength(1);
  });
});
