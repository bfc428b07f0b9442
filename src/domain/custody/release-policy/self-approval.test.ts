import { describe, expect, it } from "vitest";
import {
  cliKey,
  decision,
  now,
  person,
  request,
  roster,
  rule,
  verified,
  viewOf,
} from "../../../../test/custody/people.ts";
import { walkSelfApproval } from "../../../../test/custody/self-approval-model.ts";
import type { RosterCredential, RosterPerson } from "../documents/roster-document.ts";
import { ineligible } from "./ineligible.ts";

const at = now - 5;
const hash = "request-hash";

describe("in every roster of three people, two shared keys and two identities", () => {
  it("no request is satisfied by its requester's own word, nor by one human twice", () => {
    const { judged, satisfied } = walkSelfApproval(true);
    expect(judged).toBe(18 * 18 * 2 * 2 * 27);
    // The model is not empty: requests do get satisfied.
    expect(satisfied).toBeGreaterThan(500);
  });
});

describe("self-approval", () => {
  const jane = person("jane");
  const code = (other: RosterPerson, rules = rule(), cred?: string) => {
    const view = viewOf(roster({ persons: [jane, other] }), "roster-hash");
    const document = request(
      jane,
      view,
      cred === undefined ? {} : { requester: { person: "jane", cred, via: "cli", authTime: now } },
    );
    const word = decision(other, hash, { group: "security", at, account: document.account });
    return (
      ineligible({ document, hash, rules: [rules, rules], isSolo: false }, verified(other, word), view, now)?.row
        .code ?? "counts"
    );
  };
  const key = (change: Partial<RosterCredential>) =>
    person("omar", { credentials: [{ ...cliKey("omar"), ...change } as RosterCredential] });

  it("is refused by person, by credential id, by key and by identity; another person's approval counts", () => {
    expect(code(person("omar"))).toBe("counts");
    expect(code(jane)).toBe("CUSTODY_SELF_APPROVAL");
    expect(code(key({ credId: cliKey("jane").credId }))).toBe("CUSTODY_SELF_APPROVAL");
    expect(code(key({ spki: cliKey("jane").spki }))).toBe("CUSTODY_SELF_APPROVAL");
    expect(code(person("omar", { idp: jane.idp }))).toBe("CUSTODY_SELF_APPROVAL");
    expect(code(person("omar", { idp: [{ iss: "https://idp.example", sub: "omar" }, ...jane.idp] }))).toBe(
      "CUSTODY_SELF_APPROVAL",
    );
    expect(code(person("omar", { idp: [{ iss: "https://other.example", sub: "jane" }] }))).toBe("counts");
  });

  it("is refused by the credential that signed the request, also when it has left the requester's entry", () => {
    expect(code(person("omar"), rule(), cliKey("omar").credId)).toBe("CUSTODY_SELF_APPROVAL");
  });
});
