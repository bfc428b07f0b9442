import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { type StandIn, standIn } from "../../../../../test/custody/client/stand-in.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { readCustodyDocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import { readShare } from "../../../../domain/custody/kits/shares/share.ts";
import { bytesOf, type SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import { age } from "../../../../world/sealing/age.ts";
import { splitKey } from "../../../broker/items/split-key.ts";
import { unsealBroker } from "../broker/unseal-broker.ts";
import { makeRequest } from "../request/make-request.ts";
import { ownHand } from "../signing/own-hand.ts";
import { findInLog, visitDoor } from "./at-the-door.ts";
import { saySeen } from "./say-seen.ts";
import { stopAtDoor, stopByGate } from "./stop-request.ts";

const ask = {
  account: "aws:123456789012",
  purpose: "lockout",
  reason: "x",
  capabilities: [],
  maxCodes: null,
  ttlSeconds: null,
  taskPolicy: null,
} as const;
let stand: StandIn;
let requestId: string;
beforeEach(async () => {
  stand = await standIn();
  requestId = (await makeRequest(stand.deps("jane"), await stand.enter("jane"), ask)).request.requestId;
  await stand.enter("ana");
});

/** The door as ana finds it, with nothing but her own files. */
async function atDoor(who: "ana" | "jane" = "ana") {
  const deps = stand.deps(who);
  const seen = await visitDoor(deps, stand.door);
  const target = await findInLog(stand.door, requestId, seen.status.brokerCheckpoint.size);
  return {
    target,
    scene: { hand: ownHand(deps), view: seen.view, person: who, brokerCheckpoint: seen.brokerCheckpoint },
  };
}

describe("past the gate", () => {
  it("a request is found in the broker's own log, by its id, hash or account's end", async () => {
    for (let at = 0; at < 600; at++) stand.brokerLog.append("release.code");
    const { target } = await atDoor();
    expect(target).toEqual({
      requestId,
      requestHash: stand.requests.get(requestId)?.requestHash,
      account: ask.account,
    });
    const size = stand.brokerLog.entries.length;
    expect(await findInLog(stand.door, target.requestHash, size)).toEqual(target);
    expect(await findInLog(stand.door, "9012", size)).toEqual(target);
    expect(await codeOf(findInLog(stand.door, "0000", size))).toBe("CLIENT_REQUEST_UNKNOWN");
  });

  it.each(["deny", "veto", "revoke"] as const)(
    "%s names the request and its account under the own signature",
    async (kind) => {
      const { scene, target } = await atDoor();
      expect(await stopAtDoor(stand.door, scene, kind, target)).toEqual({ status: "stopped", by: "door" });
      const body = stand.sent.findLast(({ call }) => call === "door")?.body as SignedWire;
      const { document } = readCustodyDocumentOf("rw.approval/v1", bytesOf(body.document));
      expect(document).toMatchObject({
        decision: kind,
        account: ask.account,
        requestHash: target.requestHash,
        brokerKey: "",
        group: "",
      });
    },
  );

  it("seen goes there too", async () => {
    const { scene, target } = await atDoor();
    expect(await saySeen({ door: stand.door }, scene, target)).toEqual({ dueAt: null });
    const body = stand.sent.findLast(({ call }) => call === "door")?.body as SignedWire;
    expect(readCustodyDocumentOf("rw.seen/v1", bytesOf(body.document)).document.custodian.person).toBe("ana");
  });

  it("a door that is not the broker's of the roster gets no signature", async () => {
    const { target, scene } = await atDoor();
    const other = {
      ...stand.door,
      apply: () => Promise.resolve({ status: "done" as const, receipt: stand.receipt(target.requestHash) }),
    };
    expect(await codeOf(stopAtDoor(other, scene, "veto", target))).toBe("CLIENT_RECEIPT_FORGED");
    const { kept } = stand.people.ana;
    kept.chains = null;
    expect(await codeOf(visitDoor(stand.deps("ana"), stand.door))).toBe("CLIENT_NO_PIN");
  });

  it("works with a clock that is an hour off, as a stop is taken at any age", async () => {
    const deps = stand.deps("ana");
    const late = { ...deps, nowMs: () => deps.nowMs() + 3_600_000 };
    expect((await visitDoor(late, stand.door)).view.version).toBe(1);
  });
});

describe("through the gate", () => {
  it("a gate that only says that it took a stop is not believed", async () => {
    const { scene, target } = await atDoor();
    expect(await stopByGate(stand.gate, scene, "deny", target)).toEqual({ status: "unproven", by: "gate" });
  });

  it("who may not stop is told before anything is signed", async () => {
    const { scene, target } = await atDoor();
    const view = {
      ...scene.view,
      persons: scene.view.persons.map((each) => ({ ...each, roles: ["requester" as const] })),
    };
    for (const kind of ["deny", "veto", "revoke"] as const) {
      expect(await codeOf(stopByGate(stand.gate, { ...scene, view }, kind, target))).toBe("CUSTODY_ROLE_MISSING");
    }
  });
});

describe("unsealing the broker", () => {
  async function sealed(): Promise<void> {
    const holders = (["jane", "omar"] as const).map((id) => ({ id, recipient: stand.people[id].keys.S.recipient }));
    const place = { vault: "S", deployment: "acme", account: "-", kind: "kek", version: 1 } as const;
    const random = (n: number) => new Uint8Array(randomBytes(n));
    const splitter = { age, shamir: stand.deps("jane").shamir, random };
    stand.unsealing = await splitKey(splitter, {
      vault: "K",
      key: new Secret(random(32)),
      place,
      threshold: 2,
      holders,
    });
  }

  it("seals the own share to the key of this boot, and to no other", async () => {
    await sealed();
    expect(await unsealBroker(stand.deps("jane"), await stand.enter("jane"))).toEqual({
      status: "done",
      have: 1,
      need: 2,
      isUnsealed: false,
    });
    const body = stand.sent.findLast(({ call }) => call === "unseal")?.body as { signed: SignedWire; share: string };
    const opened = await age.decrypt(bytesOf(body.share), stand.bootKey.identity);
    expect(readShare(opened)).toMatchObject({ status: "read", share: { vault: "K", index: 1 } });
    const { document } = readCustodyDocumentOf("rw.unseal/v1", bytesOf(body.signed.document));
    expect(document).toMatchObject({ index: 1, bootKey: stand.bootKey.recipient });
  });

  it("is for unsealers with a share, and for a sealed broker", async () => {
    expect(await unsealBroker(stand.deps("jane"), await stand.enter("jane"))).toEqual({ status: "not-sealed" });
    await sealed();
    expect(await codeOf(unsealBroker(stand.deps("ana"), await stand.enter("ana")))).toBe("CUSTODY_ROLE_MISSING");
    stand.unsealing = { manifest: stand.unsealing?.manifest, shares: [] };
    expect(await codeOf(unsealBroker(stand.deps("omar"), await stand.enter("omar")))).toBe("CLIENT_NO_SHARE");
  });
});
