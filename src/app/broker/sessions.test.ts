import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nonceOf, recipientOf, rule } from "../../../test/custody/people.ts";
import type { DocumentOf } from "../../domain/custody/documents/read-custody-document.ts";
import { readCustodyDocumentOf } from "../../domain/custody/documents/read-custody-document.ts";
import type { BrokerReply } from "../../domain/custody/protocol/broker-reply.ts";
import { bytesOf } from "../../domain/custody/protocol/signed-wire.ts";
import { errorOf, TestBroker } from "./broker-for-test.ts";

const management = "aws:999999999999";
const member = "aws:333333333333";
const taskPolicy = "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy";
const recipientS = recipientOf("once");
const recipientHash = createHash("sha256").update(recipientS).digest("base64url");
const capabilities: ("assume-root" | "code" | "password")[] = ["assume-root", "code", "password"];

let world: TestBroker;
beforeEach(async () => {
  const managementRule = rule({ name: "management", accounts: [management] });
  world = await TestBroker.ready({ rules: [managementRule, rule({ capabilities, contactsWait: 3600 })] });
});
afterEach(() => world.remove());

const what = { account: member, capabilities: ["assume-root" as const], taskPolicy };

function receiptOf(reply: BrokerReply<"release">) {
  if (reply.status !== "done") throw new Error(JSON.stringify(reply));
  return readCustodyDocumentOf("rw.receipt/v1", bytesOf(reply.receipt.document)).document;
}

describe("a root session under a request", () => {
  it("is a receipt for the ask, for an account that has no seed here, and the log names the task", async () => {
    const request = await world.granted("jane", what);
    const reply = await world.release(request, 1, { what: "assume-root" });
    expect(reply).not.toHaveProperty("sealed");
    expect(receiptOf(reply)).toMatchObject({ verb: "release", what: "assume-root", ok: true, account: member });
    const entry = world.entries().at(-1);
    expect(entry).toMatchObject({ type: "release.assume_root", account: member, request: request.document.requestId });
    expect(entry?.d).toMatchObject({ taskPolicy, n: 1, requestHash: request.hash });
    expect(world.phase(request)).toBe("open");
  });

  it("is not given without the capability, after the window, to another, or once it was revoked", async () => {
    expect(
      errorOf(
        await world.ask("prepare", { signed: (await world.request("jane", { ...what, account: management })).wire }),
      ),
    ).toBe("CUSTODY_NOT_ASKED");
    const other = await world.granted("omar");
    expect(errorOf(await world.release(other, 1, { what: "assume-root" }))).toBe("CUSTODY_NOT_ASKED");
    const request = await world.granted("jane", what);
    expect(errorOf(await world.release(request, 1, { what: "code" }))).toBe("CUSTODY_NOT_ASKED");
    expect(errorOf(await world.release(request, 1, { what: "assume-root" }))).toBe("done");
    expect(errorOf(await world.release(request, 2, { what: "assume-root" }))).toBe("done");
    expect(errorOf(await world.say("carl", request, "revoke"))).toBe("done");
    expect(errorOf(await world.release(request, 3, { what: "assume-root" }))).toBe("CUSTODY_BAD_TRANSITION");
    const late = await world.granted("jane", { ...what, ttlSeconds: 60 });
    expect(errorOf(await world.release(late, 1, { what: "assume-root" }))).toBe("done");
    world.clock.ms += 61_000;
    expect(errorOf(await world.release(late, 2, { what: "assume-root" }))).toBe("CUSTODY_TOO_LATE");
  });
});

describe("a session for contacts", () => {
  const plan = (change: object = {}): DocumentOf<"rw.contacts/v1"> => ({
    type: "rw.contacts/v1",
    ...world.common(),
    accounts: [member],
    kinds: ["phone"],
    planHash: nonceOf("plan").padEnd(43, "A"),
    waitSeconds: 0,
    operator: world.signer("paul"),
    asker: "paul",
    recipientS,
    ...change,
  });

  async function accepted(document = plan(), approvers = ["omar", "ana"]): Promise<{ hash: string; error: string }> {
    const { hash } = world.quorumDocument(document);
    const approvals = approvers.map((id) => world.decide(id, hash));
    return {
      hash,
      error: errorOf(await world.ask("apply", { signed: world.sign("paul", document), approvals, shares: [] })),
    };
  }

  const asked = (requestHash: string, n = 1, by = "paul") =>
    world.ask("release", {
      signed: world.sign(by, {
        type: "rw.ask/v1",
        ...world.common(),
        requestHash,
        what: "assume-root",
        n,
        asker: world.signer(by),
        brokerCheckpoint: world.checkpoint(),
      }),
    });

  const veto = (hash: string) =>
    world.ask("apply", { signed: world.decide("carl", hash, { decision: "veto" }), approvals: [], shares: [] });

  it("is given after the wait, to its operator alone, for a day", async () => {
    const { hash, error } = await accepted();
    expect(error).toBe("done");
    expect(errorOf(await asked(hash))).toBe("CUSTODY_TOO_EARLY");
    world.clock.ms += 3600_000;
    await world.broker.tick();
    expect(world.types().at(-1)).toBe("contacts.in_force");
    expect(errorOf(await asked(hash, 1, "omar"))).toBe("CUSTODY_ROLE_MISSING");
    expect(receiptOf(await asked(hash, 2))).toMatchObject({ what: "assume-root", ok: true });
    expect(world.entries().at(-1)).toMatchObject({
      type: "contacts.session",
      d: { requestHash: hash, n: 2, recipientHash },
    });
    world.clock.ms += 86_400_000;
    expect(errorOf(await asked(hash))).toBe("CUSTODY_TOO_LATE");
  });

  it("is never given once a custodian vetoed: before it was there, while it waits, while it is in force", async () => {
    const early = plan();
    expect(errorOf(await veto(world.quorumDocument(early).hash))).toBe("done");
    expect((await accepted(early)).error).toBe("CUSTODY_STOPPED");
    const waiting = await accepted();
    expect(errorOf(await veto(waiting.hash))).toBe("done");
    const used = await accepted();
    world.clock.ms += 3600_000;
    await world.broker.tick();
    expect(errorOf(await asked(waiting.hash))).toBe("CUSTODY_STOPPED");
    expect(errorOf(await asked(used.hash))).toBe("done");
    expect(errorOf(await veto(used.hash))).toBe("done");
    expect(errorOf(await asked(used.hash))).toBe("CUSTODY_STOPPED");
    expect(world.types().filter((type) => type === "contacts.vetoed")).toHaveLength(2);
  });

  it("may be approved over days, and not after a week", async () => {
    const slow = plan();
    world.clock.ms += 6 * 86_400_000;
    expect((await accepted(slow)).error).toBe("done");
    const forgotten = plan();
    world.clock.ms += 8 * 86_400_000;
    expect((await accepted(forgotten)).error).toBe("CUSTODY_STALE");
    expect((await accepted(slow)).error).not.toBe("done");
  });

  it("needs the approvals of the release policy, and none of its operator's own", async () => {
    expect((await accepted(plan(), ["omar"])).error).toBe("CUSTODY_QUORUM_MISSING");
    expect((await accepted(plan({ operator: world.signer("olga"), asker: "olga" }))).error).not.toBe("done");
  });
});

describe("a session for central root access", () => {
  it("is for the management account, at once and for an hour", async () => {
    const document = (change: object = {}): DocumentOf<"rw.org-feature/v1"> => ({
      type: "rw.org-feature/v1",
      ...world.common(),
      account: management,
      feature: "RootSessions",
      on: true,
      asker: "jane",
      recipientS,
      ...change,
    });
    expect(errorOf(await world.decideTogether(document({ account: member })))).toBe("CUSTODY_NOT_ASKED");
    expect(errorOf(await world.decideTogether(document(), ["omar"]))).toBe("CUSTODY_QUORUM_MISSING");
    const made = document();
    expect(errorOf(await world.decideTogether(made))).toBe("done");
    const asked = () =>
      world.ask("release", {
        signed: world.sign("jane", {
          type: "rw.ask/v1",
          ...world.common(),
          account: management,
          requestHash: world.quorumDocument(made).hash,
          what: "assume-root",
          n: 1,
          asker: world.signer("jane"),
          brokerCheckpoint: world.checkpoint(),
        }),
      });
    expect(receiptOf(await asked())).toMatchObject({ ok: true });
    expect(world.entries().at(-1)).toMatchObject({
      type: "org_feature.session",
      account: management,
      d: { feature: "RootSessions", on: true },
    });
    world.clock.ms += 3600_000;
    expect(errorOf(await asked())).toBe("CUSTODY_TOO_LATE");
  });
});
