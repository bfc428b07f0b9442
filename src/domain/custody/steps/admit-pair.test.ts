import { describe, expect, it } from "vitest";
import {
  brokerCheckpoint,
  cliKey,
  decision,
  nonceOf,
  now,
  person,
  readOf,
  recipientOf,
  roster,
  verified,
  verifiedDocument,
  viewOf,
} from "../../../../test/custody/people.ts";
import type { EnrolPairDocument } from "../documents/item-documents.ts";
import type { RosterPerson } from "../documents/roster-document.ts";
import { admitPair, type SeedFacts } from "./admit-pair.ts";

const operators = ["otto", "olga"].map((id) => person(id, { roles: ["operator-s"] }));
const [otto = person("otto"), olga = person("olga")] = operators;
const twin = person("twin", { roles: ["operator-s"], credentials: [{ ...cliKey("otto"), credId: "dHdpbg" }] });
const jane = person("jane");
const view = viewOf(roster({ persons: [...operators, twin, jane] }));
const fresh: SeedFacts = { version: 3, origin: "new-device", isProven: false, capturedAt: now - 60, attempts: [] };

function pair(change: Partial<EnrolPairDocument> = {}): EnrolPairDocument {
  return {
    type: "rw.enrol-pair/v1",
    deployment: "acme",
    account: "aws:123456789012",
    nonce: nonceOf("pair"),
    at: now,
    version: 3,
    attempt: 1,
    operator: { person: "otto", cred: cliKey("otto").credId, via: "cli", authTime: now },
    asker: "otto",
    recipientS: recipientOf("otto once"),
    brokerCheckpoint,
    ...change,
  };
}

function said(
  document: EnrolPairDocument,
  seed: SeedFacts | null = fresh,
  seconds: readonly RosterPerson[] = [],
  by = otto,
): string {
  const words = seconds.map((each) => verified(each, decision(each, readOf(document).hash)));
  const outcome = admitPair(verifiedDocument(by, document), seed, words, view, now);
  return outcome.status === "refused" ? outcome.row.code : `${outcome.grant.purpose} ${outcome.grant.maxCodes}`;
}

describe("an enrolment pair without a grant", () => {
  it("is two codes for a new device that was never proven", () => {
    expect(said(pair())).toBe("enrol-pair 2");
  });

  it.each<readonly [string, SeedFacts | null, string]>([
    ["without a seed", null, "CUSTODY_NOT_ASKED"],
    ["of an older version", { ...fresh, version: 4 }, "CUSTODY_NOT_ASKED"],
    ["of an imported seed", { ...fresh, origin: "import" }, "CUSTODY_NOT_ASKED"],
    ["of a proven seed", { ...fresh, isProven: true }, "CUSTODY_NOT_ASKED"],
    ["ten minutes and a second after the capture", { ...fresh, capturedAt: now - 601 }, "CUSTODY_TOO_LATE"],
    ["before the capture", { ...fresh, capturedAt: now + 1 }, "CUSTODY_TOO_LATE"],
    ["that was begun before", { ...fresh, attempts: [1] }, "CUSTODY_WRONG_TURN"],
  ])("%s is refused", (_what, seed, code) => {
    expect(said(pair(), seed)).toBe(code);
  });

  it("ten minutes after the capture is still given", () => {
    expect(said(pair(), { ...fresh, capturedAt: now - 600 })).toBe("enrol-pair 2");
  });

  it("is given a second time once, to two different operators", () => {
    const again = pair({ attempt: 2 });
    const begun = { ...fresh, attempts: [1] };
    expect(said(again, begun, [olga])).toBe("enrol-pair 2");
    for (const seconds of [[], [otto], [jane], [twin]]) {
      expect(said(again, begun, seconds)).toBe("CUSTODY_QUORUM_MISSING");
    }
    expect(said(again, fresh, [olga])).toBe("CUSTODY_WRONG_TURN");
    expect(said(again, { ...fresh, attempts: [1, 2] }, [olga])).toBe("CUSTODY_WRONG_TURN");
  });

  it("is refused to who is no operator of the seed vault, or asks for somebody else", () => {
    expect(said(pair({ asker: "jane" }), fresh, [], jane)).toBe("CUSTODY_ROLE_MISSING");
    expect(said(pair({ asker: "olga" }))).toBe("CUSTODY_ROLE_MISSING");
  });
});
