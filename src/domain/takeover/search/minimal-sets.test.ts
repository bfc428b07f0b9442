import { describe, expect, test } from "vitest";
import { caseAccount } from "../cases/case-account.ts";
import { mailbox, phone, role } from "../cases/case-leaf.ts";
import { leafOf } from "../leaf.ts";
import { pathSurvey } from "../paths-of-organization.ts";
import { inference } from "../rule.ts";
import type { Situation } from "../situation.ts";
import { largeLeafSets } from "./leaf-sets.ts";
import { minimalSets, setBound } from "./minimal-sets.ts";

// Principals that start a move and principals that accept it: every pair moves the mailbox.
function movers(starters: number, accepters: number): Situation {
  const { situation } = caseAccount("M", "222222222222", { kind: "member", mfa: "no" }, [], {});
  const make = (count: number, effect: "org:email-start" | "org:email-accept") =>
    Array.from({ length: count }, (_each, at) => {
      const { leaf } = role(`r${at}`, "111111111111", [effect]);
      return leafOf({ ...leaf, id: `${leaf.id}/${at}` });
    });
  return { ...situation, leaves: [...make(starters, "org:email-start"), ...make(accepters, "org:email-accept")] };
}

describe("the bound of sets", () => {
  test("5,000 sets for one fact are still told, all of them", () => {
    const paths = pathSurvey({ changes: [] }).add(movers(50, 100));
    expect(paths.status).toBe("exact");
    expect(paths.paths).toHaveLength(setBound);
  });

  test("more than 5,000 give no paths but the name of the fact", () => {
    const paths = pathSurvey().add(movers(51, 100));
    expect(paths).toMatchObject({ status: "too-many", why: "mailbox", paths: [], cuts: [], cheapest: null });
  });

  test("pairs that lie within smaller sets do not count, even when they come first", () => {
    // 200 principals hold both halves: 40,000 pairs, 200 minimal sets.
    const both = Array.from({ length: 200 }, (_each, leaf) => [
      inference("R18", { head: "holds:org:email-start", leaves: [leaf] }),
      inference("R18", { head: "holds:org:email-accept", leaves: [leaf] }),
    ]).flat();
    const move = inference("R8", { head: "mailbox", needs: ["holds:org:email-start", "holds:org:email-accept"] });
    const found = minimalSets(largeLeafSets, [move, ...both]);
    expect(found.status === "exact" ? found.of("mailbox").length : found.fact).toBe(200);
  });

  test("an account with more than 31 leaves is solved as well", () => {
    const { situation } = caseAccount("A", "222222222222", {}, [mailbox("mb", "root@corp.example"), phone], {});
    const writers = Array.from({ length: 60 }, (_each, at) => {
      const { leaf } = role(`w${at}`, "222222222222", ["contact-write"]);
      return leafOf({ ...leaf, id: `${leaf.id}/${at}` });
    });
    const paths = pathSurvey({ changes: [] }).add({ ...situation, leaves: [...situation.leaves, ...writers] });
    expect(paths.paths).toHaveLength(61);
  });
});
