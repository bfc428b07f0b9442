import { describe, expect, it } from "vitest";
import { now, readOf, spkiOf } from "../../../test/custody/people.ts";
import { errandLine, featureDocument, management, member, taskRequest } from "../../../test/custody/errand-samples.ts";
import { Secret } from "../../domain/core/secret.ts";
import { readFrame } from "../../domain/custody/frame/frame.ts";
import { bytesOf } from "../../domain/custody/protocol/signed-wire.ts";
import type { AwsSession, Deed } from "../../domain/custody/sessions/deed.ts";
import { readSessionAnswer } from "../../domain/custody/sessions/session-answer.ts";
import { age } from "../../world/sealing/age.ts";
import { type CourierDeps, type RoleWish, type RootWish, startCourier } from "./open-session.ts";

const roles = {
  rootTask: "arn:aws:iam::111111111111:role/RootwardRootTask",
  contacts: "arn:aws:iam::111111111111:role/RootwardContacts",
  orgFeature: "arn:aws:iam::111111111111:role/RootwardOrgFeature",
};
const sessionOf = (name: string): Deed<AwsSession> => ({
  status: "done",
  value: {
    keys: new Secret({
      accessKeyId: `ASIA${name}`,
      secretAccessKey: `secret ${name}`,
      sessionToken: `token ${name}`,
    }),
    expiresAt: now + 900,
    account: member,
    region: "eu-central-1",
  },
});

/** A courier whose AWS is two functions, and what they were asked. */
function courier(change: Partial<CourierDeps> = {}) {
  const asked: (RoleWish | (RootWish & { readonly from: string }))[] = [];
  const said: string[] = [];
  let ms = (now - 100) * 1000;
  const open = startCourier({
    facts: { deployment: "acme", brokerSpki: spkiOf("broker"), management },
    roles,
    age,
    nowMs: () => ms,
    assumeRole: async (wish) => {
      asked.push(wish);
      return sessionOf("ROLE");
    },
    assumeRoot: async (from, wish) => {
      asked.push({ ...wish, from: from.keys.reveal().accessKeyId });
      return sessionOf("ROOT");
    },
    say: (text) => said.push(text),
    ...change,
  });
  ms = now * 1000;
  return { open, asked, said };
}

describe("a courier", () => {
  it("assumes the role, then root of the member for the task, and seals what it got to the requester alone", async () => {
    const { open, asked, said } = courier();
    const once = await age.newX25519();
    const request = taskRequest({ recipientS: once.recipient });
    const reply = await open(errandLine(request, { ask: { n: 2 } }));
    const sourceIdentity = `rw-${request.requestId}`;
    expect(asked).toEqual([
      { arn: roles.rootTask, sessionName: sourceIdentity, sourceIdentity, durationSeconds: 900 },
      { account: member, taskPolicyArn: request.taskPolicy, durationSeconds: 600, from: "ASIAROLE" },
    ]);
    if (reply.status !== "done") throw new Error(JSON.stringify(reply));
    const frame = await age.decrypt(bytesOf(reply.sealed), once.identity);
    const place = { vault: "S", deployment: "acme", account: member, kind: "session", version: 2 } as const;
    const read = readFrame(place, frame);
    if (read.status !== "read") throw new Error(read.status);
    expect(readSessionAnswer(read.data)).toEqual({
      requestHash: readOf(request).hash,
      accessKeyId: "ASIAROOT",
      secretAccessKey: "secret ROOT",
      sessionToken: "token ROOT",
      expiresAt: now + 900,
      region: "eu-central-1",
    });
    expect(said.join()).toContain("S3UnlockBucketPolicy, aws:333333333333, rw-01JDADA7V0000000000000000A");
    expect(said.join()).not.toMatch(/secret|token|ASIA/);
  });

  it("gives a session of the role with the session policy where no root is needed", async () => {
    const { open, asked } = courier();
    const once = await age.newX25519();
    const reply = await open(errandLine({ ...featureDocument, recipientS: once.recipient }));
    expect(reply.status).toBe("done");
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ arn: roles.orgFeature, durationSeconds: 900 });
    expect(JSON.stringify(asked[0])).toContain("EnableOrganizationsRootSessions");
  });

  it("acts once on a receipt, also when AWS refused, and never on one from before it started", async () => {
    const once = await age.newX25519();
    const line = errandLine(taskRequest({ recipientS: once.recipient }));
    const denied = { status: "refused", action: "sts:AssumeRoot", code: "AccessDenied", message: "no" } as const;
    const { open } = courier({ assumeRoot: async () => denied });
    expect(await open(line)).toEqual({
      status: "refused",
      error: "COURIER_AWS_REFUSED",
      detail: "sts:AssumeRoot: AccessDenied: no",
    });
    expect(await open(line)).toMatchObject({ error: "CUSTODY_NONCE_SEEN" });
    expect(await courier({ nowMs: () => (now + 1) * 1000 }).open(line)).toMatchObject({ error: "CUSTODY_STALE" });
  });

  it("asks AWS nothing for a line that it does not believe, and says nothing of what broke", async () => {
    const { open, asked } = courier();
    expect(await open(errandLine(taskRequest(), { key: "jane" }))).toMatchObject({ error: "CUSTODY_SIGNATURE_BAD" });
    expect(await open({ ...errandLine(taskRequest()), document: "AAAA" })).toMatchObject({ status: "refused" });
    expect(asked).toEqual([]);
    const broken = courier({
      assumeRole: async () => {
        throw new Error("secret inside");
      },
    });
    const reply = await broken.open(errandLine(taskRequest()));
    expect(reply).toEqual({ status: "refused", error: "COURIER_INTERNAL", detail: "" });
    expect(broken.said.join()).not.toContain("secret");
  });
});
