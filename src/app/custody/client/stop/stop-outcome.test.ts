// The real broker behind a real gate: what a stop is answered with is the broker's to say, and never made up here.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { enteredOf } from "../../../../../test/custody/client/client-of.ts";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { rule } from "../../../../../test/custody/people.ts";
import type { TestRequest } from "../../../../app/broker/broker-for-test.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { BrokerReply } from "../../../../domain/custody/protocol/broker-reply.ts";
import { TestGate } from "../../../../faces/gate/gate-for-test.ts";
import { stopOutcome, type StopKind } from "./stop-outcome.ts";
import { stopByGate } from "./stop-request.ts";

let its: TestGate;
afterEach(() => its.remove());

async function say(id: string, word: StopKind, { document, hash }: TestRequest) {
  const { deps, entered } = await enteredOf(its, id);
  const target = { requestId: document.requestId, requestHash: hash, account: document.account };
  return stopByGate(deps.gate, { ...entered, person: id }, word, target);
}

async function hintOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "nothing";
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return `${error.row.code} ${error.hint}`;
  }
}

describe("without a delay", () => {
  beforeEach(async () => {
    its = await TestGate.make();
  });

  it("a veto of a request that only waits for approvals is kept, and they make no grant", async () => {
    const request = await its.request();
    expect(await say("carl", "veto", request)).toEqual({ status: "kept", phase: "pending", by: "gate" });
    await its.approve("omar", request);
    expect(await its.approve("ana", request)).toMatchObject({ submitted: { error: "CUSTODY_STOPPED" } });
    expect(its.broker.phase(request)).toBe("pending");
  });

  it("so is a custodian's revoke that comes too early", async () => {
    const request = await its.request();
    expect(await say("carl", "revoke", request)).toEqual({ status: "kept", phase: "pending", by: "gate" });
    await its.approve("omar", request);
    expect(await its.approve("ana", request)).toMatchObject({ submitted: { error: "CUSTODY_STOPPED" } });
  });

  it.each(["deny", "veto"] as const)("a %s of a grant stops nothing, and says so with what does", async (word) => {
    const request = await its.granted();
    const said = await hintOf(say("carl", word, request));
    expect(said).toMatch(/^CUSTODY_BAD_TRANSITION NOTHING WAS STOPPED/);
    expect(said).toContain(`rootward bg revoke ${request.document.requestId}`);
    expect(its.broker.phase(request)).toBe("ready");
    expect(await say("carl", "revoke", request)).toEqual({ status: "stopped", by: "gate" });
    expect(await hintOf(say("carl", word, request))).toContain("It has ended already (revoked)");
  });

  it("a deny of what waits for approvals ends it", async () => {
    const request = await its.request();
    expect(await say("carl", "deny", request)).toEqual({ status: "stopped", by: "gate" });
    expect(its.broker.phase(request)).toBe("denied");
  });

  it("an answer without the broker's receipt for this very stop proves nothing", async () => {
    const request = await its.request();
    const { entered } = await enteredOf(its, "carl");
    const { account, requestId } = request.document;
    const signed = its.broker.decide("carl", request.hash, { decision: "veto", account });
    const one = await its.broker.ask("apply", { signed, approvals: [], shares: [] });
    if (one.status !== "refused") throw new Error(JSON.stringify(one));
    const judged = (reply: BrokerReply<"apply">, docHash: string) =>
      codeOf(
        Promise.resolve().then(() =>
          stopOutcome({ reply, word: "veto", docHash, requestId, view: entered.view, isCustodian: true }),
        ),
      );
    expect(await judged(one, request.hash)).toBe("CLIENT_RECEIPT_FORGED");
    const { receipt: _, ...bare } = one;
    expect(await judged(bare, request.hash)).toBe("CUSTODY_BAD_TRANSITION");
    expect(await judged({ ...bare, error: "CUSTODY_ROLE_MISSING" }, request.hash)).toBe("CUSTODY_ROLE_MISSING");
  });
});

describe("with a delay", () => {
  beforeEach(async () => {
    its = await TestGate.make({ rules: [rule({ delaySeconds: 3600 })] });
  });

  it.each(["deny", "revoke"] as const)("a %s while it runs is kept, and ends the request behind it", async (word) => {
    const request = await its.granted();
    expect(its.broker.phase(request)).toBe("delayed");
    expect(await say("carl", word, request)).toEqual({ status: "kept", phase: "delayed", by: "gate" });
    its.broker.clock.ms += 3_601_000;
    await its.broker.broker.tick();
    expect(["ready", "open"]).not.toContain(its.broker.phase(request));
    expect(await its.release(request)).toMatchObject({ reply: { status: "refused" } });
  });

  it("a veto while it runs ends it at once", async () => {
    const request = await its.granted();
    expect(await say("carl", "veto", request)).toEqual({ status: "stopped", by: "gate" });
    expect(its.broker.phase(request)).toBe("vetoed");
  });
});
