// Attackers who do not only look: a gate that changes what it shows or says, rows that nobody signed, stolen keys and tokens.
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SignedWire } from "../../src/domain/custody/protocol/signed-wire.ts";
import { approvalBy, askBy, seenByGate, signedWith, signingKeyOf, strangersKey, tellBroker } from "./breach/forge.ts";
import { accounts } from "./breach/robbed.ts";
import { Deployment, deploymentName } from "./deployment/deployment.ts";
import { quickIdentity } from "./deployment/quick-identity.ts";

const seed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Of an age identity that the attacker has. */
const strangersRecipient = "age1xkq8943ktzqdrth2x2ddlyfp8qu9rmfp528rka0fvhgd9ngkvf2qu2snyf";
let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.make();
  await deployment.bring(accounts.standard, "standard", "Correct-Horse-Battery-Staple-1", seed);
  await deployment.bring(accounts.sealed, "sealed", "Correct-Horse-Battery-Staple-2", seed.replace("A", "B"));
});
afterAll(async () => deployment.end());
beforeEach(() => {
  deployment.http.change = null;
});

type Shown = { signed: SignedWire; prepared: { brokerKey?: { document: string; signature: string } } };
const rewritten = (wire: { document: string }, change: (text: string) => string): string =>
  Buffer.from(change(Buffer.from(wire.document, "base64url").toString())).toString("base64url");
const decisionsSent = (): number =>
  deployment.http.sent.filter(({ what }) => what.startsWith("POST") && what.endsWith("/decisions")).length;

describe("A3, A4: a gate that changes what it shows to the command line", () => {
  const lies: readonly [string, "standard" | "sealed", (shown: Shown) => void, string][] = [
    [
      "the key that the password is sealed to",
      "sealed",
      (shown) => {
        const change = (text: string): string =>
          text.replace(/"recipientP":"age1[^"]+"/, `"recipientP":"${strangersRecipient}"`);
        shown.signed = { ...shown.signed, document: rewritten(shown.signed, change) };
      },
      "CUSTODY_SIGNATURE_BAD",
    ],
    [
      "the account",
      "standard",
      (shown) => {
        const change = (text: string): string => text.replaceAll(accounts.standard, accounts.sealed);
        shown.signed = { ...shown.signed, document: rewritten(shown.signed, change) };
      },
      "CUSTODY_SIGNATURE_BAD",
    ],
    [
      "the broker's key, with a signature that was good for another one",
      "sealed",
      ({ prepared }) => {
        const { brokerKey } = prepared;
        if (brokerKey === undefined) throw new Error("no key");
        const change = (text: string): string =>
          text.replace(/"recipient":"age1[^"]+"/, `"recipient":"${strangersRecipient}"`);
        prepared.brokerKey = { ...brokerKey, document: rewritten(brokerKey, change) };
      },
      "CLIENT_BROKER_UNPROVEN",
    ],
  ];
  it.each(lies)("%s (%s): nothing is signed and no share leaves", async (_what, account, lie, code) => {
    const requestId = await deployment.request(accounts[account]);
    const before = decisionsSent();
    deployment.http.change = (path, body) => {
      if (path === `/v1/requests/${requestId}`) lie(body as Shown);
      return body;
    };
    const ran = await deployment.as("ann", ["bg", "approve", requestId]);
    await withdrawn(requestId);
    expect([ran.code, ran.out, /\[([A-Z_]+)\]/.exec(ran.err)?.[1]]).toEqual([2, "", code]);
    expect(decisionsSent()).toBe(before);
    // Without the lie the same command goes through: it is the lie that was refused.
    const honest = await deployment.request(accounts[account]);
    await deployment.approve("ann", honest);
    expect(decisionsSent()).toBe(before + 1);
    await withdrawn(honest);
  });

  it("a recipient of its own in the roster: no password is sealed to it", async () => {
    deployment.http.change = (path, body) => {
      if (path !== "/v1/roster") return body;
      const { roster } = body as { roster: { document: string }[] };
      for (const version of roster) {
        version.document = rewritten(version, (text) => text.replace(/"name":"Person bob"/, '"name":"Person eve"'));
      }
      return body;
    };
    const sent = deployment.http.sent.length;
    const add = ["vault", "add", "--account", accounts.standard, "--password-file", "-", "--generated"];
    const ran = await deployment.as("ann", add, "Another-Password-Of-Forty-Characters-0001\n");
    expect([ran.code, ran.out, /\[([A-Z_]+)\]/.exec(ran.err)?.[1]]).toEqual([1, "", "CUSTODY_QUORUM_MISSING"]);
    expect(deployment.http.sent.slice(sent).filter(({ what }) => what.includes("items"))).toEqual([]);
  });
});

describe("who talks to the broker without enough signatures gets nothing", () => {
  let requestId: string;
  beforeAll(async () => {
    deployment.http.change = null;
    requestId = await deployment.request(accounts.standard);
  });
  const grant = (approvals: readonly SignedWire[]): Promise<string> =>
    tellBroker(deployment, {
      verb: "apply",
      signed: seenByGate(deployment, requestId).wire,
      approvals: [...approvals],
      shares: [],
    });

  it("A4: approvals in the names of Ann and Bob, signed by a key of its own", async () => {
    const seen = seenByGate(deployment, requestId);
    const forged = (["ann", "bob"] as const).map((name) =>
      signedWith(strangersKey, approvalBy(deployment, seen, name)),
    );
    expect(await grant(forged)).toBe("CUSTODY_SIGNATURE_BAD");
  });

  it("A7: one approver's key signs twice, and once more in Bob's name", async () => {
    const seen = seenByGate(deployment, requestId);
    const key = await signingKeyOf(deployment, "ann");
    const own = () => signedWith(key, approvalBy(deployment, seen, "ann"));
    expect(await grant([own(), own()])).toBe("CUSTODY_QUORUM_MISSING");
    expect(await grant([own(), signedWith(key, approvalBy(deployment, seen, "bob"))])).toBe("CUSTODY_SIGNATURE_BAD");
    expect(await grant([own(), signedWith(key, approvalBy(deployment, seen, "bob", "ann"))])).toBe(
      "CUSTODY_SIGNER_UNKNOWN",
    );
  });

  it("A7: the requester approves with one approver", async () => {
    const seen = seenByGate(deployment, requestId);
    const [ann, cleo] = [await signingKeyOf(deployment, "ann"), await signingKeyOf(deployment, "cleo")];
    const approvals = [
      signedWith(ann, approvalBy(deployment, seen, "ann")),
      signedWith(cleo, approvalBy(deployment, seen, "cleo")),
    ];
    expect(await grant(approvals)).toBe("CUSTODY_QUORUM_MISSING");
  });

  it("A4 with the requester's key: asks for code and password that nobody approved", async () => {
    const seen = seenByGate(deployment, requestId);
    const key = await signingKeyOf(deployment, "cleo");
    for (const what of ["code", "password"] as const) {
      const signed = signedWith(key, askBy(deployment, seen, what));
      expect(await tellBroker(deployment, { verb: "release", signed })).toBe("CUSTODY_BAD_TRANSITION");
    }
  });

  it("A6: rows written into the gate's store, with the request shown as ready", async () => {
    const seen = seenByGate(deployment, requestId);
    await deployment.stop("gate");
    const database = new DatabaseSync(deployment.path("c/gate/data/gate.db"));
    for (const name of ["ann", "bob"] as const) {
      const signed = JSON.stringify(signedWith(strangersKey, approvalBy(deployment, seen, name)));
      database
        .prepare("INSERT INTO decisions(hash, request_hash, person, decision, signed) VALUES(?, ?, ?, 'approve', ?)")
        .run(`forged-${name}`, seen.hash, name, signed);
    }
    const row = database.prepare("SELECT projection FROM requests WHERE request_id = ?").get(requestId);
    const projection = { ...(JSON.parse(String(row?.["projection"])) as object), phase: "ready" };
    database
      .prepare("UPDATE requests SET phase = 'ready', projection = ? WHERE request_id = ?")
      .run(JSON.stringify(projection), requestId);
    database.close();
    await deployment.start("gate");
    for (const what of ["code", "password"]) {
      const ran = await deployment.as("cleo", ["bg", what, requestId]);
      expect([what, ran.code, ran.out]).toEqual([what, 2, ""]);
    }
    const receipts = deployment.http.bodies.filter((body) => body.includes('"item":'));
    expect(receipts).toEqual([]);
  });

  it("A8: a stolen token replays what its owner sent", async () => {
    await withdrawn(requestId);
    const granted = await deployment.granted(accounts.standard);
    await deployment.password(granted);
    await deployment.code(granted);
    const token = deployment.http.bodies.flatMap((body) => /^Bearer \S+$/m.exec(body)?.[0] ?? []).at(-1) ?? "";
    const asks = deployment.http.sent.filter(({ what }) => what === `POST /v1/requests/${granted}/release`);
    expect(asks.length).toBeGreaterThanOrEqual(2);
    // Between the two lies perhaps one that was answered with "wait": it spent nothing and is still good.
    for (const { body } of [asks.at(0), asks.at(-1)].filter((ask) => ask !== undefined)) {
      const reply = await fetch(`http://localhost:${deployment.port}/v1/requests/${granted}/release`, {
        method: "POST",
        headers: { authorization: token, "content-type": "application/json" },
        body,
      });
      const said = await reply.text();
      expect(said).toContain("CUSTODY_NONCE_SEEN");
      expect(said).not.toMatch(/"(sealed|item)":/);
    }
    await deployment.close(granted);
  });

  it("A9: an identity in Cleo's name with another key gets no session and no request", async () => {
    await quickIdentity(deployment.path("minted"), deploymentName, "cleo", "cleo generated words that nobody knows");
    const env = {
      ROOTWARD_IDENTITY: deployment.path("minted"),
      ROOTWARD_PASSPHRASE_FILE: deployment.path("cleo.words"),
      ROOTWARD_GATE: `http://localhost:${deployment.http.port}`,
    };
    const ask = ["bg", "request", accounts.standard, "--reason", "lockout", "--roster", deployment.rosterHash];
    const ran = await deployment.run(ask, env);
    expect([ran.code, ran.out, /\[([A-Z_]+)\]/.exec(ran.err)?.[1]]).toEqual([2, "", "CUSTODY_SIGNER_UNKNOWN"]);
  });
});

async function withdrawn(requestId: string): Promise<void> {
  deployment.http.change = null;
  await deployment.as("cleo", ["bg", "withdraw", requestId]);
}
