import { describe, expect, it } from "vitest";
import { contactsDocument, featureDocument } from "../../../../test/custody/errand-samples.ts";
import { policy, roster, rule } from "../../../../test/custody/people.ts";
import type { DocumentStopped } from "../../../app/custody/client/stop/stop-document.ts";
import type { Stopped } from "../../../app/custody/client/stop/stop-request.ts";
import { documentAnswer, requestAnswer, type StopAnswer } from "./stop-answers.ts";

const target = { requestId: "01JDADA7V0000000000000000A", requestHash: "h", account: "aws:333333333333" };
const textOf = ({ rows }: StopAnswer): string => rows.map((row) => row.join(" ")).join("\n");
const of = (stopped: Stopped): StopAnswer => requestAnswer(target, "veto", stopped);
const ofDocument = (change: Partial<DocumentStopped>): StopAnswer =>
  documentAnswer("h", {
    status: "stopped",
    by: "gate",
    document: contactsDocument(),
    what: null,
    wasInForce: false,
    ...change,
  });

describe("what a stop of a request came to", () => {
  it("says that one before the approvals is kept and counts, what ends it at once, and whose word that is", () => {
    const kept = textOf(of({ status: "kept", phase: "pending", by: "gate" }));
    expect(kept).toContain("kept, and it counts");
    expect(kept).toContain("rootward bg deny 01JDADA7V0000000000000000A");
    expect(kept).toContain("the gate's word");
    const atDoor = of({ status: "kept", phase: "delayed", by: "door" });
    expect(textOf(atDoor)).toContain("rootward bg veto 01JDADA7V0000000000000000A");
    expect(textOf(atDoor)).not.toContain("the gate's word");
    expect(atDoor.json).toMatchObject({ status: "kept", counts: true, phase: "delayed" });
  });

  it("never claims the broker's receipt where there is none", () => {
    const unproven = of({ status: "unproven", by: "gate" });
    expect(textOf(unproven)).toContain("shows no word of the broker");
    expect(textOf(unproven)).not.toContain("receipt");
    expect(unproven.json).not.toHaveProperty("counts");
    expect(textOf(of({ status: "stopped", by: "gate" }))).toContain("the broker's receipt");
  });
});

describe("what a veto of a document came to", () => {
  it("names what was stopped, and what is still out there", () => {
    expect(textOf(ofDocument({}))).toContain("a change of contacts (phone) of one account, by paul");
    expect(textOf(ofDocument({}))).toContain("it never comes into force");
    const used = textOf(ofDocument({ wasInForce: true, document: featureDocument }));
    expect(used).toContain("switching RootSessions on, for jane");
    expect(used).toContain("it was in force");
    expect(used).toContain("a session that was opened before ends by itself within 15 minutes");
    expect(textOf(ofDocument({ document: null, by: "door", what: "org_feature" }))).toContain("central root access");
  });

  it("that stops nothing is no success", () => {
    const early = ofDocument({ status: "too-early", document: policy([rule()]) });
    expect([textOf(early).includes("NOT stopped"), early.exit]).toEqual([true, 1]);
    expect(textOf(ofDocument({ status: "too-early", document: roster() }))).toContain("roster version 1");
    const unknown = ofDocument({ status: "unknown", document: null });
    expect(textOf(unknown)).not.toMatch(/stopped:|counts/);
    expect(textOf(unknown)).toContain("rootward roster sign --proposal h --show");
  });

  it("that is kept says against what it holds", () => {
    expect(textOf(ofDocument({ status: "kept" }))).toContain("whatever approvals come, the broker does not accept it");
    const atDoor = textOf(ofDocument({ status: "kept", by: "door", document: null }));
    expect(atDoor).toContain("a roster or release policy must be vetoed again while it waits");
  });
});
