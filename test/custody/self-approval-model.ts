import type { ReleaseRule } from "../../src/domain/custody/documents/release-policy-document.ts";
import type { RosterPerson } from "../../src/domain/custody/documents/roster-document.ts";
import { judgeApprovals } from "../../src/domain/custody/release-policy/judge-approvals.ts";
import { cliKey, decision, now, person, request, roster, rule, verified, viewOf } from "./people.ts";

const ids = ["a", "b", "c"] as const;
const keys = ["k1", "k2", "own"] as const;
const identities = [[], ["i1"], ["i2"]] as const;
const groups = [["a", "b", "c"], ["b", "c"], ["a", "b"], []] as const;
const rules: readonly (readonly [string, Partial<ReleaseRule>])[] = [
  ["one", { all: [{ group: "security", min: 1 }] }],
  ["two", { all: [{ group: "security", min: 2 }] }],
  [
    "one of each",
    {
      all: [
        { group: "security", min: 1 },
        { group: "ops", min: 1 },
      ],
    },
  ],
  [
    "any",
    {
      any: [
        { group: "ghosts", min: 1 },
        { group: "security", min: 2 },
      ],
    },
  ],
  ["nobody", { all: [] }],
];

/** Every list of three items. */
function triples<T>(items: readonly T[]): readonly (readonly [T, T, T])[] {
  return items.flatMap((one) => items.flatMap((two) => items.map((three) => [one, two, three] as const)));
}

/** The requester `a` and everybody who shares a mark with them, over any number of steps: spelled out, not computed as the product does. */
function sameAs(start: string, marks: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set([start]);
  for (let round = 0; round < marks.size; round++) {
    for (const [id, own] of marks) {
      if ([...found].some((other) => (marks.get(other) ?? []).some((mark) => own.includes(mark)))) found.add(id);
    }
  }
  return found;
}

const votes = [null, "security", "ops"] as const;
const at = now - 5;
const hash = "request-hash";

/** What a walk through the model met. */
export interface WalkCounts {
  readonly judged: number;
  readonly satisfied: number;
}

/**
 * Judges every set of approvals in every roster of three people, two shared keys and two identities (the small walk leaves
 * out mirror images and most rules). Throws at the first request that its requester's own word, or one human twice, satisfies.
 */
export function walkSelfApproval(isSmall: boolean): WalkCounts {
  let satisfied = 0;
  let judged = 0;
  for (const keysOf of triples(keys)) {
    if (isSmall && keysOf[0] === "k2") continue;
    for (const identitiesOf of triples(identities)) {
      // Which of two names the requester has makes no difference.
      if (isSmall && identitiesOf[0][0] === "i2") continue;
      const persons = ids.map((id, at) => small(id, keysOf[at] ?? "own", identitiesOf[at] ?? []));
      const marks = new Map(
        ids.map((id, at) => [id, [...(keysOf[at] === "own" ? [] : [keysOf[at] ?? ""]), ...(identitiesOf[at] ?? [])]]),
      );
      const requester = sameAs("a", marks);
      const isOneHuman = sameAs("b", marks).has("c");
      const [a] = persons;
      if (a === undefined) throw new Error("no requester");
      const base = viewOf(roster({ persons }), "roster-hash");
      const document = request(a, base);
      const words = persons.map((each) =>
        votes.map((group) =>
          group === null ? null : verified(each, decision(each, hash, { group, at, account: document.account })),
        ),
      );
      for (const members of isSmall ? groups.slice(0, 2) : groups) {
        const view = {
          ...base,
          groups: [
            { name: "security", members: [...members] },
            { name: "ops", members: ["a", "b", "c"] },
          ],
        };
        for (const [name, change] of isSmall ? rules.slice(1, 3) : rules) {
          const { all: _, ...bare } = rule({ maxCliApprovals: 9 });
          const of: ReleaseRule = { ...bare, ...change };
          for (const choice of triples([0, 1, 2])) {
            const decisions = choice.flatMap((vote, who) => words[who]?.[vote] ?? []);
            const verdict = judgeApprovals({
              request: { document, hash, rules: [of, of], isSolo: false },
              decisions,
              view,
              nowSeconds: now,
              when: "grant",
            });
            judged++;
            if (verdict.status !== "satisfied") continue;
            satisfied++;
            const counted = verdict.counted.map((each) => each.person.id);
            if (counted.some((id) => requester.has(id))) throw new Error(`self-approval: ${name} ${counted.join()}`);
            if (isOneHuman && counted.length > 1) throw new Error(`one human twice: ${name} ${counted.join()}`);
            const needed = name === "one" ? 1 : 2;
            if (counted.length < needed || name === "nobody") throw new Error(`too few: ${name} ${counted.join()}`);
          }
        }
      }
    }
  }
  return { judged, satisfied };
}

function small(id: string, key: string, identities: readonly string[]): RosterPerson {
  const name = key === "own" ? `own-${id}` : key;
  return person(id, {
    credentials: [{ ...cliKey(name), credId: id === "a" ? "YQ" : id === "b" ? "Yg" : "Yw" }],
    idp: identities.map((sub) => ({ iss: "https://idp.example", sub })),
  });
}
