// What people approve when sessions will be asked for under it: a real gate before a real broker, and a gate that lies.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { enteredOf } from "../../../../../test/custody/client/client-of.ts";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { management, member, phonePlan } from "../../../../../test/custody/errand-samples.ts";
import { policy, rule } from "../../../../../test/custody/people.ts";
import {
  type ContactsPlan,
  contactsPlanSchema,
  planBytes,
  planHash,
} from "../../../../domain/custody/contacts/contacts-plan.ts";
import type { ReleasePolicyDocument } from "../../../../domain/custody/documents/release-policy-document.ts";
import { canonicalBytes } from "../../../../domain/crypto/canonical-json.ts";
import { readCustodyDocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf } from "../../../../domain/custody/protocol/signed-wire.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { TestGate } from "../../../../faces/gate/gate-for-test.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import type { ShownProposal } from "../ports/gate.ts";
import { proposeContacts, proposeFeature } from "../session/propose-session.ts";
import { stopDocumentAtDoor, stopDocumentByGate } from "../stop/stop-document.ts";
import { approveProposal } from "./approve-proposal.ts";
import type { SeenProposal } from "./see-proposal.ts";

let its: TestGate;
beforeEach(async () => {
  // Nobody listens there: mail waits in the outbox.
  const smtp = {
    kind: "smtp",
    name: "mail",
    host: "127.0.0.1",
    port: 9,
    tls: "none",
    from: "r@corp.example",
    to: ["c@corp.example"],
  };
  its = await TestGate.make({
    notify: { routes: [smtp] },
    rules: [
      rule({ name: "management", accounts: [management], contactsWait: 86_400 }),
      rule({ contactsWait: 3600, all: [{ group: "security", min: 2 }] }),
    ],
    roster: { quorum: { all: [{ group: "security", min: 3 }] } },
  });
  await its.stop();
  its.writeConfig({ courier: { socket: "../courier.sock" } });
  await its.start();
});
afterEach(() => its.remove());

type Lie = (shown: ShownProposal) => Partial<ShownProposal>;

async function as(id: string, lie: Lie | null = null) {
  const { deps, entered } = await enteredOf(its, id);
  const proposals = async () => (await deps.gate.proposals()).map((shown) => ({ ...shown, ...lie?.(shown) }));
  const lying: ClientDeps = { ...deps, gate: { ...deps.gate, ...(lie === null ? {} : { proposals }) } };
  return { deps: lying, entered };
}

async function put(plan: ContactsPlan = phonePlan, waitSeconds = 0, by = "paul"): Promise<string> {
  const { deps, entered } = await as(by);
  return (await proposeContacts(deps, entered, { plan, waitSeconds })).hash;
}

async function approve(id: string, hash: string, lie: Lie | null = null) {
  const { deps, entered } = await as(id, lie);
  let seen: SeenProposal | null = null;
  const confirm = (shown: SeenProposal) => {
    seen = shown;
    return Promise.resolve(true);
  };
  const outcome = await approveProposal(deps, entered, { hash, words: null, confirm });
  return { outcome, seen: seen as SeenProposal | null };
}

const two = contactsPlanSchema.parse({
  ...phonePlan,
  accounts: [{ ...phonePlan.accounts[0], account: management, name: "root" }, ...phonePlan.accounts],
});

describe("a change of contacts", () => {
  it("shows the plan that its hash names, its verified operator, whose approvals count, and the longest wait of all", async () => {
    const hash = await put(two, 7200);
    const { seen } = await approve("omar", hash);
    expect(seen?.session).toMatchObject({
      kind: "contacts",
      plan: two,
      operator: { id: "paul" },
      waitSeconds: 86_400,
      inForceSeconds: 86_400,
      isElsewhere: false,
      needs: [
        { rule: "management", accounts: 1, all: [{ group: "security", min: 2 }] },
        { rule: "default", accounts: 1, all: [{ group: "security", min: 2 }] },
      ],
    });
    expect(seen?.changes).toEqual([]);
  });

  it("counts by the release policy, not by the roster's quorum, and in no group's name", async () => {
    const hash = await put();
    const first = await approve("omar", hash);
    expect(first.outcome).toMatchObject({ shown: { state: "open", missing: { code: "CUSTODY_QUORUM_MISSING" } } });
    const { outcome } = await approve("ana", hash);
    // The quorum would need three.
    expect(outcome).toMatchObject({ status: "approved", shown: { state: "submitted" } });
    if (outcome.status !== "approved") throw new Error("left");
    expect(outcome.dueAt).toBe(its.broker.now + 3600);
    for (const { document } of outcome.shown.approvals) {
      expect(readCustodyDocumentOf("rw.approval/v1", bytesOf(document)).document.group).toBe("");
    }
  });

  it("is not signed when the plan is missing, another one, or says other accounts or kinds", async () => {
    const hash = await put();
    const other = toBase64url(planBytes(contactsPlanSchema.parse({ ...phonePlan, madeAt: phonePlan.madeAt + 1 })));
    const before = its.gate.log.head.size;
    expect(await codeOf(approve("omar", hash, () => ({ plan: undefined })))).toBe("SESSION_PLAN_OTHER");
    expect(await codeOf(approve("omar", hash, () => ({ plan: other })))).toBe("SESSION_PLAN_OTHER");
    expect(await codeOf(approve("omar", hash, () => ({ plan: "e30" })))).toBe("CONTACTS_PLAN_FOREIGN");
    const { proposals } = await its.call("ana", "proposals", {}, {});
    expect(proposals.map(({ approvals }) => approvals)).toEqual([[]]);
    expect(its.gate.log.entries(before, 100).join()).not.toContain("approval.signed");
  });

  it("is not signed when its operator's signature is missing, another document's, or by somebody who is none", async () => {
    const hash = await put();
    const other = await put(two);
    const { proposals } = await its.call("ana", "proposals", {}, {});
    const signedOther = proposals.find((each) => each.hash === other)?.signed;
    expect(await codeOf(approve("omar", hash, () => ({ signed: undefined })))).toBe("CLIENT_REQUEST_CHANGED");
    expect(await codeOf(approve("omar", hash, () => ({ signed: signedOther })))).toBe("CLIENT_REQUEST_CHANGED");
    const bySelf = ({ document }: ShownProposal): Partial<ShownProposal> => {
      const { signature } = its.broker.decide("carl", hash);
      return { signed: { document, signature } };
    };
    expect(await codeOf(approve("omar", hash, bySelf))).toBe("CUSTODY_SIGNATURE_BAD");
    // Another document under this hash.
    const swapped = proposals.find((each) => each.hash === other);
    expect(await codeOf(approve("omar", hash, () => ({ document: swapped?.document ?? "" })))).toBe(
      "CLIENT_REQUEST_CHANGED",
    );
  });

  it("is not signed where it would count for nothing: no approver, stopped, or more than a week old", async () => {
    const hash = await put();
    for (const id of ["jane", "otto", "paul"]) expect(await codeOf(approve(id, hash))).toBe("CUSTODY_NOT_ELIGIBLE");
    expect(await codeOf(approve("omar", hash, () => ({ isVetoed: true as const })))).toBe("CUSTODY_STOPPED");
    its.broker.clock.ms += 7 * 86_400_000 + 1000;
    expect(await codeOf(approve("omar", hash))).toBe("CUSTODY_TOO_LATE");
  });

  it("says when the plan is for another organization than the release policy's", async () => {
    const elsewhere = contactsPlanSchema.parse({ ...phonePlan, management: "aws:222222222222" });
    const { seen } = await approve("omar", await put(elsewhere));
    expect(seen?.session).toMatchObject({ isElsewhere: true });
    expect(planHash(elsewhere)).not.toBe(planHash(phonePlan));
  });
});

describe("a switch of central root access", () => {
  const wish = { management, feature: "RootSessions", on: true } as const;
  const putFeature = async (by = "omar", change: object = {}): Promise<string> => {
    const { deps, entered } = await as(by);
    return (await proposeFeature(deps, entered, { ...wish, ...change })).hash;
  };

  it("counts by the roster's quorum, whoever asks may be among them, and is in force at once for an hour", async () => {
    const hash = await putFeature();
    const { seen } = await approve("omar", hash);
    expect(seen?.session).toMatchObject({
      kind: "org-feature",
      operator: { id: "omar" },
      waitSeconds: 0,
      inForceSeconds: 3600,
      needs: [{ rule: null, all: [{ group: "security", min: 3 }] }],
    });
    expect((await approve("ana", hash)).outcome).toMatchObject({ shown: { state: "open" } });
    expect((await approve("carl", hash)).outcome).toMatchObject({
      shown: { state: "submitted" },
      dueAt: its.broker.now,
    });
  });

  it("is not signed for an account that is not the management account: the broker would refuse it", async () => {
    expect(await codeOf(approve("omar", await putFeature("omar", { management: member })))).toBe("CUSTODY_NOT_ASKED");
  });
});

describe("a veto of such a document", () => {
  const veto = async (hash: string) => {
    const { deps, entered } = await as("carl");
    return stopDocumentByGate(deps.gate, { ...entered, person: "carl" }, { hash, nowSeconds: its.broker.now });
  };
  const past = async (hash: string) => {
    const { entered } = await as("carl");
    const door = {
      status: () => its.broker.ask("status", {}, "door"),
      log: (from: number, max: number) => its.broker.ask("log", { from, max }, "door"),
      apply: (signed: object) => its.broker.ask("apply", { signed, approvals: [], shares: [] }, "door"),
    };
    return stopDocumentAtDoor(door, { ...entered, person: "carl" }, hash, its.broker.log.head.size);
  };

  it("while it waits for approvals is kept: the broker does not accept it afterwards", async () => {
    const hash = await put();
    expect(await veto(hash)).toMatchObject({ status: "kept", by: "gate", document: { type: "rw.contacts/v1" } });
    await approve("omar", hash);
    expect(await codeOf(approve("ana", hash))).toBe("CUSTODY_STOPPED");
  });

  it("stops what waits, and what is in force, and knows which it was", async () => {
    const waiting = await put();
    for (const id of ["omar", "ana"]) await approve(id, waiting);
    expect(await veto(waiting)).toMatchObject({ status: "stopped", wasInForce: false });
    const used = await put(two);
    for (const id of ["omar", "ana"]) await approve(id, used);
    its.broker.clock.ms += 86_401_000;
    await its.broker.broker.tick();
    expect(await veto(used)).toMatchObject({ status: "stopped", wasInForce: true });
    expect(await codeOf(approve("carl", used))).toBe("CUSTODY_STOPPED");
  });

  it("at the door is told by the broker's own log", async () => {
    const hash = await put();
    expect(await past(hash)).toMatchObject({ status: "kept", by: "door" });
    const accepted = await put(two);
    for (const id of ["omar", "ana"]) await approve(id, accepted);
    expect(await past(accepted)).toMatchObject({ status: "stopped", by: "door", what: "contacts" });
  });

  it("of a release policy that still waits for approvals stops nothing, and does not look like a stop", async () => {
    const next: ReleasePolicyDocument = {
      ...policy([rule({ maxCodes: 1 })]),
      at: its.broker.now,
      version: 2,
      previous: its.broker.policyHash,
    };
    const document = toBase64url(canonicalBytes(next));
    const beside = { approvals: [], shares: [], entries: [] };
    const { hash } = await its.call("ana", "propose", {}, { document, ...beside });
    expect(await veto(hash)).toMatchObject({ status: "too-early", document: { version: 2 } });
    for (const id of ["omar", "ana", "carl"]) await approve(id, hash);
    expect(await veto(hash)).toMatchObject({ status: "stopped", wasInForce: false });
  });

  it("of a hash that nobody knows does not look like a stop", async () => {
    expect(await veto(planHash(phonePlan))).toMatchObject({ status: "unknown", document: null });
  });

  it("is a custodian's alone", async () => {
    const { deps, entered } = await as("paul");
    const scene = { ...entered, person: "paul" };
    const hash = await put();
    expect(await codeOf(stopDocumentByGate(deps.gate, scene, { hash, nowSeconds: 0 }))).toBe("CUSTODY_ROLE_MISSING");
  });
});
