import { afterEach, describe, expect, it, vi } from "vitest";
import { Secret } from "../../domain/core/secret.ts";
import { fromUtf8 } from "../../domain/crypto/bytes.ts";
import { openEnvelope } from "../../domain/custody/envelope/envelope.ts";
import { readFrame } from "../../domain/custody/frame/frame.ts";
import { bytesOf } from "../../domain/custody/protocol/signed-wire.ts";
import { readLogEntry } from "../../domain/custody/protocol/log-entry.ts";
import { totpCode } from "../../domain/custody/totp/totp-code.ts";
import { age } from "../../world/sealing/age.ts";
import { account, seed } from "../../app/broker/broker-for-test.ts";
import { password, reason, TestGate } from "./gate-for-test.ts";

const open: TestGate[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.remove();
});

async function make(setting: Parameters<typeof TestGate.make>[0] = {}): Promise<TestGate> {
  const made = await TestGate.make(setting);
  open.push(made);
  return made;
}

describe("a break-glass use over HTTP", () => {
  it("gives password and code to the requester alone, and everything is in both logs", async () => {
    const it = await make();
    it.broker.clock.ms = Math.ceil(it.broker.clock.ms / 30_000) * 30_000 + 31_000;
    await it.putPassword();
    const request = await it.request();
    const { requestId } = request.document;
    const first = await it.approve("omar", request);
    expect(first).toMatchObject({ phase: "pending", missing: [{ group: "security", have: 1, need: 2 }] });
    const second = await it.approve("ana", request);
    expect(second).toMatchObject({ phase: "ready", missing: [], submitted: { status: "done" } });

    const code = await it.release(request);
    if (code.kind !== "answer") throw new Error(code.kind);
    const answer = await it.broker.open(code.reply, request);
    expect(answer.code).toBe(totpCode(new Secret(seed), Math.floor(it.broker.clock.ms / 30_000)).reveal());

    const released = await it.release(request, 1, { what: "password" });
    if (released.kind !== "password" || released.item.key.kind !== "standard") throw new Error(released.kind);
    const place = { vault: "P" as const, deployment: "acme", account, version: 1 };
    const jane = it.broker.vaults.get("jane")?.P.identity ?? new Secret(new Uint8Array());
    const frame = readFrame({ ...place, kind: "dek" }, await age.decrypt(bytesOf(released.item.key.file), jane));
    if (frame.status !== "read") throw new Error(frame.status);
    const envelope = bytesOf(released.item.envelope);
    const opened = openEnvelope({ key: frame.data, place: { ...place, kind: "password" }, envelope });
    expect(opened.status === "opened" ? fromUtf8(opened.plaintext.reveal()) : opened.status).toBe(password);

    const shown = await it.call("jane", "request", { id: requestId }, {});
    expect(shown).toMatchObject({ phase: "open", codesUsed: 1, maxCodes: 3, reason, flags: ["rotation_due"] });
    expect(shown.allowed).toEqual(["release", "close"]);
    const grants = await it.call("ana", "openGrants", {}, {});
    expect(grants.grants).toMatchObject([{ account, requestId, person: "jane", purpose: "lockout" }]);

    const own = it.gate.log.entries(0, 1000).map((bytes) => readLogEntry(bytes)?.type);
    for (const type of [
      "roster.accepted",
      "request.created",
      "approval.signed",
      "release.password",
      "checkpoint.peer",
    ]) {
      expect(own).toContain(type);
    }
    expect(it.gate.copy.head).toEqual(it.broker.log.head);
  });

  it("shows the same phase as the broker after every step, also of those that went past the gate", async () => {
    const it = await make();
    const request = await it.granted();
    const { requestId } = request.document;
    expect((await it.call("ana", "request", { id: requestId }, {})).phase).toBe("ready");
    expect((await it.broker.say("carl", request, "revoke", "door")).status).toBe("done");
    await vi.waitFor(async () => {
      expect((await it.call("ana", "request", { id: requestId }, {})).phase).toBe("revoked");
    }, 5000);
  });
});
