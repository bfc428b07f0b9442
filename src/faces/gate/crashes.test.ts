import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { coded } from "../../../test/custody/gate/coded.ts";
import { readLogEntry } from "../../domain/custody/protocol/log-entry.ts";
import { account } from "../../app/broker/broker-for-test.ts";
import { reason, TestGate } from "./gate-for-test.ts";

let its: TestGate;
beforeEach(async () => {
  its = await TestGate.make();
});
afterEach(() => its.remove());

const stop = () => {
  throw new Error("killed");
};

function count(type: string): number {
  const { log } = its.gate;
  return log.entries(0, 1000).filter((bytes) => readLogEntry(bytes)?.type === type).length;
}

async function restart(): Promise<void> {
  await its.stop();
  await its.start();
}

/** With owners and rights, as a backup is put back. */
function copy(from: string, to: string): void {
  execFileSync("cp", ["-a", from, to]);
}

const data = (): string => join(its.directory, "data");
const saved = (): string => join(its.broker.directory, "saved");

describe("a gate that is killed", () => {
  it("between store and log has acknowledged nothing, and logs what it stored at its next start, once", async () => {
    Object.assign(its.gate.log, { append: stop });
    expect(await coded(its.call("olga", "putAccount", { account }, { name: "other", email: null }))).toBe(
      "GATE_INTERNAL",
    );
    expect(count("account.named")).toBe(1);
    await restart();
    await vi.waitFor(() => expect(count("account.named")).toBe(2), 4000);
    expect(its.gate.store.accounts.get(account)?.name).toBe("other");
    await restart();
    expect(count("account.named")).toBe(2);
  });

  it("between log and clearing does not log twice", async () => {
    Object.assign(its.gate.store.pending, { clear: stop });
    expect(await coded(its.call("olga", "putAccount", { account }, { name: "other", email: null }))).toBe(
      "GATE_INTERNAL",
    );
    expect(count("account.named")).toBe(2);
    await restart();
    await its.call("olga", "putAccount", { account }, { name: "third", email: null });
    expect(count("account.named")).toBe(3);
    expect(its.gate.store.pending.all()).toEqual([]);
  });

  it("between its own entry and the broker's answer takes the same request again", async () => {
    const made = await its.broker.request("jane", { reasonHash: "" });
    const request = await its.broker.request("jane", { ...made.document, reasonHash: hashOfReason() });
    its.hangUp();
    const send = () => its.call("jane", "createRequest", {}, { signed: request.wire, reason });
    expect(await coded(send())).toBe("BROKER_CLIENT_UNREACHABLE");
    expect((await its.call("ana", "requests", {}, {})).requests).toEqual([]);
    await restart();
    expect(await send()).toMatchObject({ requestHash: request.hash, prepared: { status: "done" } });
    expect(await send()).toMatchObject({ requestHash: request.hash });
    expect(count("request.created")).toBe(1);
    expect((await its.call("ana", "requests", {}, { open: "1" })).requests).toMatchObject([{ phase: "pending" }]);
  });
});

describe("an answer of the broker that is lost", () => {
  it("leaves the request as the broker has it: it is listed and can be withdrawn, and nothing is quarantined", async () => {
    const { broker } = its.gate;
    const deaf = async (line: Parameters<typeof broker.ask>[0]) => {
      const reply = await broker.ask(line);
      return line.verb === "prepare" ? stop() : reply;
    };
    Object.assign(its.gate, { broker: { ask: deaf } });
    const request = await its.broker.request("jane", { reasonHash: hashOfReason() });
    const send = () => its.call("jane", "createRequest", {}, { signed: request.wire, reason });
    expect(await coded(send())).toBe("GATE_INTERNAL");
    Object.assign(its.gate, { broker });
    expect(await coded(send())).toBe("CUSTODY_NONCE_SEEN");
    const { requests } = await its.call("ana", "requests", {}, {});
    expect(requests).toMatchObject([{ requestHash: request.hash, phase: "pending" }]);
    expect([...its.gate.quarantine]).toEqual([]);
    // One that the broker never took is gone.
    const refusedOne = await its.broker.request("omar", { reasonHash: hashOfReason(), maxCodes: 9 });
    const other = () => its.call("omar", "createRequest", {}, { signed: refusedOne.wire, reason });
    expect(await coded(other())).toBe("CUSTODY_NOT_ASKED");
    expect(its.gate.store.requests.byHash(refusedOne.hash)).toBeNull();
  });
});

describe("a gate whose disk was put back", () => {
  it("under a newer log of the broker is in quarantine: it takes nothing new, and stops still get through", async () => {
    await its.stop();
    copy(data(), saved());
    await its.start();
    const request = await its.request();
    await its.stop();
    rmSync(data(), { recursive: true });
    copy(saved(), data());
    await its.start();
    await vi.waitFor(() => expect([...its.gate.quarantine]).toEqual(["GATE_STORE_BEHIND"]), 4000);
    const size = its.gate.log.head.size;
    expect(await coded(its.request("omar"))).toBe("GATE_QUARANTINED");
    expect(await coded(its.putPassword())).toBe("GATE_QUARANTINED");
    const { account: of } = request.document;
    const signed = its.broker.decide("carl", request.hash, { decision: "deny", account: of });
    const body = { signed, approvals: [], shares: [], entries: [] };
    expect(await its.call("carl", "document", {}, body)).toMatchObject({ status: "done" });
    expect(its.broker.phase(request)).toBe("denied");
    // Nothing was appended to a log that lacks entries: it would fork it.
    expect(its.gate.log.head.size).toBe(size);
    await restart();
    expect([...its.gate.quarantine]).toEqual(["GATE_STORE_BEHIND"]);
  });

  it("under a newer store of its own is in quarantine", async () => {
    await its.stop();
    copy(join(data(), "ledger"), saved());
    await its.start();
    await its.call("olga", "putAccount", { account }, { name: "other", email: null });
    await its.stop();
    rmSync(join(data(), "ledger"), { recursive: true });
    copy(saved(), join(data(), "ledger"));
    await its.start();
    expect([...its.gate.quarantine]).toEqual(["LEDGER_BEHIND"]);
    expect(await coded(its.putPassword())).toBe("GATE_QUARANTINED");
  });

  it("with another genesis in its store does not start", async () => {
    const { store } = its.gate;
    const [first] = store.chains.all("roster");
    store.transaction(() => store.facts.set("genesis", "A".repeat(43)));
    expect(first?.version).toBe(1);
    await its.stop();
    await expect(its.start()).rejects.toMatchObject({ row: { code: "GATE_RULES_UNFIT" } });
  });

  it("with another key than the store's does not start", async () => {
    await its.stop();
    rmSync(join(its.directory, "kek"));
    copy(join(its.directory, "log.key"), join(its.directory, "kek"));
    await expect(its.start()).rejects.toMatchObject({ row: { code: "GATE_SECRET_WEAK" } });
  });
});

describe("a gate before a broker whose disk was put back", () => {
  it("says so, tells people, and keeps its copy", async () => {
    its.hangUp();
    its.broker.crash();
    copy(join(its.broker.directory, "data"), saved());
    await its.broker.start();
    await its.broker.unseal();
    await its.listen();
    await its.request();
    const copied = its.gate.copy.head;
    its.hangUp();
    its.broker.crash();
    rmSync(join(its.broker.directory, "data"), { recursive: true });
    copy(saved(), join(its.broker.directory, "data"));
    await its.broker.start();
    await its.listen();
    await vi.waitFor(() => expect([...its.gate.troubles]).toEqual(["GATE_BROKER_BEHIND"]), 8000);
    expect(its.gate.copy.head).toEqual(copied);
  });
});

function hashOfReason(): string {
  return "XCrr7f8QwVofspGs_vIQbWLNurZA7zCswN6RgdKt-dY";
}
