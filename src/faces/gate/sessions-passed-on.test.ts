import { readdirSync, readFileSync } from "node:fs";
import type { Server } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { management, member, phonePlan } from "../../../test/custody/errand-samples.ts";
import { coded } from "../../../test/custody/gate/coded.ts";
import { rule, spkiOf } from "../../../test/custody/people.ts";
import { startCourier } from "../../app/courier/open-session.ts";
import { Secret } from "../../domain/core/secret.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../domain/crypto/canonical-json.ts";
import {
  type ContactsPlan,
  contactsPlanSchema,
  kindsOf,
  planBytes,
  planHash,
} from "../../domain/custody/contacts/contacts-plan.ts";
import type { CustodyDocument, DocumentOf } from "../../domain/custody/documents/read-custody-document.ts";
import { readFrame } from "../../domain/custody/frame/frame.ts";
import { readLogEntry } from "../../domain/custody/protocol/log-entry.ts";
import { bytesOf } from "../../domain/custody/protocol/signed-wire.ts";
import type { AwsSession, Deed } from "../../domain/custody/sessions/deed.ts";
import { readSessionAnswer } from "../../domain/custody/sessions/session-answer.ts";
import { closeServer, listenOnSocket } from "../../world/lines/listen-for-lines.ts";
import { MailSink } from "../../world/notify/sink-for-test.ts";
import { age } from "../../world/sealing/age.ts";
import { courierLines } from "../courier/courier-lines.ts";
import { TestGate } from "./gate-for-test.ts";

const taskPolicy = "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy";
const what = { account: member, capabilities: ["assume-root" as const], taskPolicy };
const roles = { rootTask: "role/task", contacts: "role/contacts", orgFeature: "role/feature" };
const canary = "CANARYSECRETKEY";

let its: TestGate;
let mail: MailSink;
let courier: Server | null = null;
let asked: string[];
let refusal: Deed<AwsSession> | null;

beforeEach(async () => {
  mail = await new MailSink().listen();
  asked = [];
  refusal = null;
  const smtp = {
    kind: "smtp",
    name: "mail",
    host: "127.0.0.1",
    port: mail.port,
    tls: "none",
    from: "rootward@corp.example",
    to: ["custodians@corp.example"],
  };
  its = await TestGate.make({
    notify: { routes: [smtp] },
    rules: [
      rule({ name: "management", accounts: [management] }),
      rule({ capabilities: ["assume-root", "code", "password"], contactsWait: 3600 }),
    ],
  });
});
afterEach(async () => {
  if (courier !== null) closeServer(courier);
  courier = null;
  await its.remove();
  await mail.close();
});

/** A courier that opens what it is asked for, beside a gate that knows of it. */
async function withCourier(): Promise<void> {
  const opened = (name: string): Deed<AwsSession> =>
    refusal ?? {
      status: "done",
      value: {
        keys: new Secret({ accessKeyId: `ASIA${name}`, secretAccessKey: canary, sessionToken: `token ${name}` }),
        expiresAt: its.broker.now + 900,
        account: management,
        region: "us-east-1",
      },
    };
  const open = startCourier({
    facts: { deployment: "acme", brokerSpki: spkiOf("broker"), management },
    roles,
    age,
    nowMs: () => its.broker.clock.ms + 1000,
    assumeRole: async ({ arn, policy }) => {
      asked.push(`${arn} ${policy ?? ""}`);
      return opened("ROLE");
    },
    assumeRoot: async (_, { account, taskPolicyArn }) => {
      asked.push(`${account} ${taskPolicyArn}`);
      return opened("ROOT");
    },
    say: () => undefined,
  });
  its.broker.clock.ms += 5000;
  courier = await listenOnSocket(join(its.broker.directory, "courier.sock"), courierLines(open));
  await its.stop();
  its.writeConfig({ courier: { socket: "../courier.sock" } });
  await its.start();
}

async function sessionIn(sealed: string, identity: Secret<Uint8Array>, account: string, n: number) {
  const frame = await age.decrypt(bytesOf(sealed), identity);
  const read = readFrame({ vault: "S", deployment: "acme", account, kind: "session", version: n }, frame);
  return read.status === "read" ? readSessionAnswer(read.data) : read.status;
}

const ownEntries = () => its.gate.log.entries(0, 1000).map((bytes) => readLogEntry(bytes));

describe("a root session", () => {
  it("reaches the requester sealed, once the broker has given its receipt; the gate never sees it", async () => {
    await withCourier();
    const request = await its.granted("jane", what);
    const released = await its.release(request, 1, { what: "assume-root" });
    if (released.kind !== "answer" || released.reply.status !== "done") throw new Error(JSON.stringify(released));
    expect(asked).toEqual(["role/task ", `${member} ${taskPolicy}`]);
    const session = await sessionIn(released.reply.sealed ?? "", request.keyS.identity, member, 1);
    expect(session).toMatchObject({ requestHash: request.hash, accessKeyId: "ASIAROOT", secretAccessKey: canary });
    expect(JSON.stringify(released)).not.toContain(canary);
    await its.stop();
    const files = readdirSync(its.broker.directory, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const each of files) {
      expect(readFileSync(join(each.parentPath, each.name)).includes(canary), each.name).toBe(false);
    }
    await its.start();
    expect(ownEntries().findLast((entry) => entry?.type === "session.passed_on")).toMatchObject({
      account: member,
      request: request.document.requestId,
      d: { requestHash: request.hash, outcome: "opened" },
    });
    const { grants } = await its.call("ana", "openGrants", {}, {});
    expect(grants).toMatchObject([{ account: member, capabilities: ["assume-root"], taskPolicy }]);
  });

  it("is told by AWS's refusal when there is none, and may be asked for again", async () => {
    await withCourier();
    refusal = { status: "refused", action: "sts:AssumeRole", code: "AccessDenied", message: "no" };
    const request = await its.granted("jane", what);
    expect(await its.release(request, 1, { what: "assume-root" })).toMatchObject({
      reply: { status: "refused", error: "COURIER_AWS_REFUSED", detail: "sts:AssumeRole: AccessDenied: no" },
    });
    refusal = null;
    expect(await its.release(request, 2, { what: "assume-root" })).toMatchObject({ reply: { status: "done" } });
  });

  it("is not asked for where nobody could open it: before anything is stored, and before the broker is asked", async () => {
    expect(await coded(its.request("jane", what))).toBe("GATE_NO_COURIER");
    await withCourier();
    const request = await its.granted("jane", what);
    if (courier !== null) closeServer(courier);
    expect(await coded(its.release(request, 1, { what: "assume-root" }))).toBe("COURIER_CLIENT_UNREACHABLE");
    await its.stop();
    its.writeConfig({});
    await its.start();
    const before = its.broker.types().length;
    expect(await coded(its.release(request, 2, { what: "assume-root" }))).toBe("GATE_NO_COURIER");
    expect(its.broker.types()).toHaveLength(before);
  });
});

describe("a change of contacts", () => {
  const plan: ContactsPlan = contactsPlanSchema.parse({
    ...phonePlan,
    accounts: phonePlan.accounts.map((each) => ({
      ...each,
      tell: { mailboxes: ["root+pay@corp.example"], phones: ["+15550100"], people: ["jo@corp.example", "the porter"] },
    })),
  });

  async function proposed(change: object = {}, carried: ContactsPlan | null = plan) {
    const key = await age.newX25519();
    const document: DocumentOf<"rw.contacts/v1"> = {
      type: "rw.contacts/v1",
      ...its.broker.common(),
      accounts: [member],
      kinds: [...kindsOf(plan)],
      planHash: planHash(plan),
      waitSeconds: 0,
      operator: its.broker.signer("paul"),
      asker: "paul",
      recipientS: key.recipient,
      ...change,
    };
    const body = { signed: its.broker.sign("paul", document), approvals: [], shares: [], entries: [] };
    const beside = carried === null ? {} : { plan: toBase64url(planBytes(carried)) };
    const { hash } = await its.call("paul", "propose", {}, { ...body, ...beside });
    return { hash, key };
  }

  const approve = async (id: string, hash: string) =>
    its.call(id, "approveProposal", { hash }, { signed: its.broker.decide(id, hash), shares: [] });

  const ask = async (hash: string, n = 1) => {
    const document: CustodyDocument = {
      type: "rw.ask/v1",
      ...its.broker.common(),
      requestHash: hash,
      what: "assume-root",
      n,
      asker: its.broker.signer("paul"),
      brokerCheckpoint: its.broker.checkpoint(),
    };
    return its.call("paul", "releaseUnder", { hash }, { signed: its.broker.sign("paul", document) });
  };

  it("tells the old mailbox and its people, waits, and then gives a session for the planned calls", async () => {
    await withCourier();
    const { hash, key } = await proposed();
    expect((await its.call("ana", "proposals", {}, {})).proposals).toMatchObject([
      { hash, plan: toBase64url(planBytes(plan)) },
    ]);
    expect(await approve("omar", hash)).toMatchObject({ state: "open", missing: { code: "CUSTODY_QUORUM_MISSING" } });
    // A day later: people need time to look.
    its.broker.clock.ms += 86_400_000;
    expect(await approve("ana", hash)).toMatchObject({ state: "submitted", reply: { status: "done" } });
    await vi.waitFor(() => {
      const to = mail.mails.filter(({ text }) => text.includes("0199")).map((each) => each.to.join());
      expect(to.toSorted()).toEqual(["custodians@corp.example", "jo@corp.example", "root+pay@corp.example"]);
    }, 8000);
    const text = mail.mails.map((each) => each.text).join();
    expect(text).toContain("the porter");
    expect(text).not.toContain("555 0199");
    expect(await ask(hash)).toMatchObject({ reply: { error: "CUSTODY_TOO_EARLY" } });
    its.broker.clock.ms += 3600_000;
    await its.broker.broker.tick();
    const { reply } = await ask(hash);
    if (reply.status !== "done") throw new Error(JSON.stringify(reply));
    expect(asked.join()).toContain("role/contacts");
    expect(asked.join()).toContain("account:PutContactInformation");
    expect(await sessionIn(reply.sealed ?? "", key.identity, management, 1)).toMatchObject({
      requestHash: hash,
      accessKeyId: "ASIAROLE",
    });
    const { changes } = await its.call("ana", "openGrants", {}, {});
    expect(changes).toMatchObject([
      { hash, kind: "contacts", accounts: [member], calls: ["account:PutContactInformation"], person: "paul" },
    ]);
    expect(
      ownEntries()
        .filter((entry) => entry?.type === "notify.sent")
        .map((entry) => entry?.d["route"]),
    ).toContain("mail to r***@corp.example");
  });

  it("is not taken without its plan, with another, without mail, or without a courier; a veto is shown", async () => {
    expect(await coded(proposed())).toBe("GATE_NO_COURIER");
    await withCourier();
    const other = contactsPlanSchema.parse({ ...plan, madeAt: plan.madeAt + 1 });
    expect(await coded(proposed({}, null))).toBe("SESSION_PLAN_OTHER");
    expect(await coded(proposed({}, other))).toBe("SESSION_PLAN_OTHER");
    expect(await coded(proposed({ kinds: ["alternate"] }))).toBe("SESSION_PLAN_OTHER");
    const { hash } = await proposed();
    await approve("omar", hash);
    await approve("ana", hash);
    const veto = {
      signed: its.broker.decide("carl", hash, { decision: "veto" }),
      approvals: [],
      shares: [],
      entries: [],
    };
    expect(await its.call("carl", "document", {}, veto)).toMatchObject({ status: "done" });
    expect((await its.call("ana", "proposals", {}, {})).proposals).toMatchObject([{ hash, isVetoed: true }]);
    its.broker.clock.ms += 3600_000;
    await its.broker.broker.tick();
    expect(await ask(hash)).toMatchObject({ reply: { error: "CUSTODY_STOPPED" } });
    expect(asked).toEqual([]);
    await its.stop();
    its.writeConfig({ courier: { socket: "../courier.sock" }, notify: { routes: [] } });
    await its.start();
    expect(await coded(proposed())).toBe("GATE_NO_MAIL");
  });

  it("of which there are many large ones, is listed with the newest plans alone", async () => {
    await withCourier();
    const ids = Array.from({ length: 30 }, (_, at) => `aws:${333_333_333_300 + at}`);
    const people = Array.from({ length: 1000 }, (_, at) => `${String(at).padStart(6, "0")} ${"x".repeat(240)}`);
    const large = (at: number): ContactsPlan =>
      contactsPlanSchema.parse({
        ...plan,
        madeAt: plan.madeAt + at,
        accounts: ids.flatMap((account) =>
          plan.accounts.map((each) => ({ ...each, account, tell: { ...each.tell, people } })),
        ),
      });
    const hashes: string[] = [];
    for (let at = 1; at <= 3; at++) {
      its.broker.clock.ms += 1000;
      hashes.push((await proposed({ accounts: ids, planHash: planHash(large(at)) }, large(at))).hash);
    }
    const { proposals } = await its.call("ana", "proposals", {}, {});
    expect(proposals.map(({ hash, plan: carried }) => [hash, carried !== undefined])).toEqual([
      [hashes[2], true],
      [hashes[1], true],
      [hashes[0], false],
    ]);
  });
});

describe("a switch of central root access", () => {
  it("is proposed, approved by the quorum, and gives one session for the one call", async () => {
    await withCourier();
    const key = await age.newX25519();
    const document: DocumentOf<"rw.org-feature/v1"> = {
      type: "rw.org-feature/v1",
      ...its.broker.common(),
      account: management,
      feature: "RootSessions",
      on: true,
      asker: "jane",
      recipientS: key.recipient,
    };
    const { hash } = await its.call(
      "jane",
      "propose",
      {},
      { document: toBase64url(canonicalBytes(document)), approvals: [], shares: [], entries: [] },
    );
    for (const id of ["omar", "ana"])
      await its.call(id, "approveProposal", { hash }, { signed: its.broker.decide(id, hash), shares: [] });
    const ask: CustodyDocument = {
      type: "rw.ask/v1",
      ...its.broker.common(),
      account: management,
      requestHash: hash,
      what: "assume-root",
      n: 1,
      asker: its.broker.signer("jane"),
      brokerCheckpoint: its.broker.checkpoint(),
    };
    const { reply } = await its.call("jane", "releaseUnder", { hash }, { signed: its.broker.sign("jane", ask) });
    if (reply.status !== "done") throw new Error(JSON.stringify(reply));
    expect(asked.join()).toContain("role/feature");
    expect(asked.join()).toContain("iam:EnableOrganizationsRootSessions");
    expect(await sessionIn(reply.sealed ?? "", key.identity, management, 1)).toMatchObject({ accessKeyId: "ASIAROLE" });
    const { changes } = await its.call("ana", "openGrants", {}, {});
    expect(changes).toMatchObject([{ hash, kind: "org-feature", accounts: [management] }]);
  });
});
