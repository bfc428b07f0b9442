import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { enteredOf } from "../../../../../test/custody/client/client-of.ts";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { management } from "../../../../../test/custody/errand-samples.ts";
import { rule } from "../../../../../test/custody/people.ts";
import type { ClientDeps } from "../../../../app/custody/client/ports/client-deps.ts";
import { approveProposal } from "../../../../app/custody/client/proposals/approve-proposal.ts";
import { proposeFeature } from "../../../../app/custody/client/session/propose-session.ts";
import { plansForTest } from "../../../../domain/custody/root-access/plans-for-test.ts";
import type { SwitchPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { TestGate } from "../../../gate/gate-for-test.ts";
import { decidedSwitch } from "./decided-switch.ts";

let its: TestGate;
/** Names of Jane's one-time keys. */
let kept: string[];
beforeEach(async () => {
  kept = [];
  its = await TestGate.make({ rules: [rule({ name: "management", accounts: [management] }), rule({})] });
  await its.stop();
  its.writeConfig({ courier: { socket: "../courier.sock" } });
  await its.start();
});
afterEach(() => its.remove());

async function as(id: string) {
  const { deps, entered } = await enteredOf(its, id);
  const requests = { ...deps.self.requests, keep: (name: string) => void kept.push(name), list: () => kept };
  const own: ClientDeps = { ...deps, self: { ...deps.self, requests } };
  return { deps: own, entered };
}
const planNow = (): SwitchPlan => ({ ...plansForTest.enable, management, madeAt: its.broker.now });
const look = async (plan: SwitchPlan, id = "jane") => {
  const { deps, entered } = await as(id);
  return decidedSwitch(deps, entered, plan);
};

async function put({ feature, on }: SwitchPlan): Promise<string> {
  const { deps, entered } = await as("jane");
  return (await proposeFeature(deps, entered, { management, feature, on })).hash;
}

async function approve(hash: string): Promise<void> {
  for (const id of ["omar", "ana"]) {
    const { deps, entered } = await as(id);
    await approveProposal(deps, entered, { hash, words: null, confirm: () => Promise.resolve(true) });
  }
}

describe("the document for a saved switch", () => {
  it("is there from the last approval on, for its own switch, account and person, for an hour", async () => {
    const plan = planNow();
    expect(await look(plan)).toBeNull();
    const hash = await put(plan);
    expect(await codeOf(look(plan))).toBe("CUSTODY_QUORUM_MISSING");
    await approve(hash);
    expect(await look(plan)).toMatchObject({ hash, document: { feature: plan.feature, on: true } });
    expect(await look({ ...plan, on: false })).toBeNull();
    expect(await look({ ...plan, feature: "RootCredentialsManagement" })).toBeNull();
    expect(await look({ ...plan, management: "aws:444444444444" })).toBeNull();
    expect(await look(plan, "otto")).toBeNull();
    its.broker.clock.ms += 3600_000;
    expect(await look(plan)).toBeNull();
  });

  it("is put up anew when nobody approved it in time", async () => {
    const plan = planNow();
    await put(plan);
    its.broker.clock.ms += 7 * 86_400_000 + 1000;
    expect(await look(plan)).toBeNull();
  });

  it("stays stopped for the plan that it was put up for, not for a plan made since", async () => {
    const plan = planNow();
    const hash = await put(plan);
    await approve(hash);
    await its.call(
      "carl",
      "document",
      {},
      { signed: its.broker.decide("carl", hash, { decision: "veto" }), approvals: [] },
    );
    expect(await codeOf(look(plan))).toBe("CUSTODY_STOPPED");
    its.broker.clock.ms += 5000;
    expect(await look(planNow())).toBeNull();
  });

  it("is not used where its one-time key is not: another computer put it up", async () => {
    const plan = planNow();
    await approve(await put(plan));
    kept = [];
    expect(await codeOf(look(plan))).toBe("CLIENT_KEYS_GONE");
  });
});
