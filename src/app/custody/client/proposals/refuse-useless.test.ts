import { describe, expect, it } from "vitest";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { contactsDocument, featureDocument } from "../../../../../test/custody/errand-samples.ts";
import { cliKey, now, person, roster, viewOf } from "../../../../../test/custody/people.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import { refuseUseless } from "./refuse-useless.ts";
import type { SeenProposal } from "./see-proposal.ts";

const people = ["jane", "omar", "ana", "carl"].map((id) => person(id));
const twin = person("jane-two", { idp: [{ iss: "https://idp.example", sub: "jane" }] });
const view = viewOf(
  roster({ persons: [...people, twin], groups: [{ name: "security", members: ["jane", "jane-two", "omar"] }] }),
);
const seen = (kind: "contacts" | "org-feature" | null): SeenProposal =>
  ({
    hash: "h",
    shown: {},
    session:
      kind === null
        ? null
        : {
            kind,
            document: kind === "contacts" ? contactsDocument() : featureDocument,
            operator: people[0],
            needs: [{ rule: "default", accounts: 1, all: [{ group: "security", min: 2 }] }],
          },
  }) as unknown as SeenProposal;
const asked = (id: string, of: SeenProposal, key = id) => {
  const deps = {
    self: { person: { id, credId: cliKey(key).credId } },
    nowMs: () => now * 1000,
  } as unknown as ClientDeps;
  return codeOf(Promise.resolve().then(() => refuseUseless(deps, { view }, of)));
};

describe("an approval that would count for nothing", () => {
  it("is the operator's own of a change of contacts, under whichever name", async () => {
    expect(await asked("jane", seen("contacts"))).toBe("CUSTODY_SELF_APPROVAL");
    expect(await asked("jane-two", seen("contacts"))).toBe("CUSTODY_SELF_APPROVAL");
    expect(await asked("omar", seen("contacts"))).toBe("nothing");
  });

  it("is not the asker's of a switch, whom the roster's quorum may hold", async () => {
    expect(await asked("jane", seen("org-feature"))).toBe("nothing");
  });

  it("is that of somebody outside the groups, of a stranger, or by another key", async () => {
    expect(await asked("ana", seen("contacts"))).toBe("CUSTODY_NOT_ELIGIBLE");
    expect(await asked("mallory", seen("contacts"))).toBe("CUSTODY_NOT_ELIGIBLE");
    expect(await asked("omar", seen("contacts"), "ana")).toBe("CUSTODY_NOT_ELIGIBLE");
  });

  it("is left to the broker for documents that no session is asked under", async () => {
    expect(await asked("mallory", seen(null))).toBe("nothing");
  });
});
