import { describe, expect, test } from "vitest";
import { caseAccount } from "../cases/case-account.ts";
import { mailbox, phone, role } from "../cases/case-leaf.ts";
import { leafOf } from "../leaf.ts";
import { pathSurvey } from "../path-survey.ts";
import { type Inference, inference } from "../rule.ts";
import type { Situation } from "../situation.ts";
import type { Effect } from "../who-can.ts";
import { largeLeafSets, smallLeafSets } from "./leaf-sets.ts";
import { minimalSets, setBound } from "./minimal-sets.ts";

const halves: readonly Effect[] = [
  "org:email-start",
  "org:email-accept",
  "org:assume-root:create",
  "org:assume-root:delete",
  "org:feature-enable",
];

// Principals that hold one part of management's way each: a member is taken by one of every kind, in every combination.
function parts(counts: readonly number[]): Situation {
  const { situation } = caseAccount("M", "222222222222", { kind: "member", password: "no" }, [], {});
  const leaves = counts.flatMap((count, kind) =>
    Array.from({ length: count }, (_each, at) => {
      const { leaf } = role(`r${at}`, "111111111111", halves.slice(kind, kind + 1));
      return leafOf({ ...leaf, id: `${leaf.id}/${at}` });
    }),
  );
  return { ...situation, features: { credentials: "no", sessions: "no" }, leaves };
}

describe("the bound of sets", () => {
  test("5,000 sets for one fact are still told, all of them", () => {
    const paths = pathSurvey({ changes: [] }).add(parts([5, 5, 5, 8, 5]));
    expect(paths.status).toBe("exact");
    expect(paths.paths).toHaveLength(setBound);
    expect(paths).not.toHaveProperty("minCut");
  });

  test("more than 5,000 give no paths but the name of the fact", () => {
    const paths = pathSurvey().add(parts([5, 5, 5, 8, 6]));
    expect(paths).toMatchObject({ status: "too-many", why: "session", paths: [], cuts: [], cheapest: null });
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

describe("the story of a set", () => {
  const long = [
    inference("R6", { head: "contact-write", leaves: [0], tell: "first" }),
    inference("R5", { head: "phone", needs: ["contact-write"], tell: "second" }),
    inference("R3", { head: "session", needs: ["phone"], tell: "third" }),
  ];
  const short = inference("R14", { head: "session", leaves: [0], tell: "at once" });
  const told = (inferences: readonly Inference[]) => {
    const found = minimalSets(smallLeafSets, inferences);
    return found.status === "exact" ? found.of("session").map(({ proof }) => proof.inference.tell) : [];
  };

  test("is the shortest of its proofs, in whichever order they are found", () => {
    expect(told([...long, short])).toEqual(["at once"]);
    expect(told([short, ...long])).toEqual(["at once"]);
    expect(told(long)).toEqual(["third"]);
  });

  test("prefers many certain steps to one that is only possible", () => {
    const doubtful = { ...short, certainty: "possible" } as const;
    expect(told([doubtful, ...long])).toEqual(["third"]);
  });
});
