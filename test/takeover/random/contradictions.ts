import { startPretendAws } from "../../../src/demo/start-pretend-aws.ts";
import type { OrganizationFile } from "../../../src/demo/organization-file.ts";
import type { AccountPaths, Path } from "../../../src/domain/takeover/answer.ts";
import { type Attack, attack } from "../attack.ts";
import type { RandomOrganization } from "./any-organization.ts";
import { diceOf, type Dice } from "./dice.ts";
import { readOrganization } from "./read-organization.ts";
import { lootOf, type Thing, thingsOf } from "./things.ts";

/** Where the product and the executed attacks differ. */
export interface Contradiction {
  /** `wrong-path`: a certain set that is refused. `missed-path`: root with things that no set is made of. */
  readonly kind: "wrong-path" | "missed-path";
  readonly account: string;
  readonly things: readonly string[];
  /** The product's set, for a wrong path. */
  readonly leaves: readonly string[];
  readonly steps: readonly string[];
  readonly refusals: readonly string[];
  /** Every session set that the product knows. */
  readonly sets: readonly string[];
}

/** How much of an organization is executed. */
export interface Effort {
  /** Certain sets of each account. */
  readonly sets: number;
  /** Sets from which one leaf is taken, of each account. */
  readonly lacking: number;
  /** Largest combinations that hold no set, of each account. */
  readonly largest: number;
}

/** What was done, and what it showed. */
export interface Comparison {
  readonly contradictions: readonly Contradiction[];
  readonly ended: { readonly root: number; readonly refused: number };
  readonly statuses: readonly string[];
}

const strict = {
  wallCoversRecovery: true,
  memberDeleteBeatsRcp: false,
  recoveryAfterLeaving: false,
  accountPolicyBindsManagement: true,
  rcpStopsAssumeRoot: true,
};
const loose = {
  wallCoversRecovery: false,
  memberDeleteBeatsRcp: true,
  recoveryAfterLeaving: true,
  accountPolicyBindsManagement: false,
  rcpStopsAssumeRoot: false,
};

/** Reads an organization, and executes what the product says and what it denies. */
export async function compare(organization: RandomOrganization, effort: Effort): Promise<Comparison> {
  const { paths, devices } = await readOrganization(organization);
  const dice = diceOf(organization.dice);
  const found: Contradiction[] = [];
  const ended = { root: 0, refused: 0 };
  const end = async (account: string, things: readonly Thing[], isStrict: boolean) => {
    const result = await execute(organization.file, account, things, isStrict);
    ended[result.status] += 1;
    return result;
  };
  for (const answer of paths.accounts) {
    if (answer.status !== "exact") continue;
    const sessions = answer.paths.filter(({ goal }) => goal === "session");
    const things = thingsOf(organization, answer, devices.get(answer.id) ?? []);
    const certain = dice.some(
      sessions.filter(({ certainty }) => certainty === "certain"),
      effort.sets,
    );
    for (const path of certain) {
      const held = thingsFor(path, things, dice);
      if (held === null) continue;
      const result = await end(answer.id, held, true);
      if (result.status === "refused") found.push(told("wrong-path", answer, held, path, result));
    }
    for (const held of refusable(sessions, things, dice, effort)) {
      const result = await end(answer.id, held, false);
      if (result.status === "root") found.push(told("missed-path", answer, held, null, result));
    }
  }
  return { contradictions: found, ended, statuses: paths.accounts.map(({ status }) => status) };
}

/** One thing for each leaf, of several one at random; null where somebody has to hold what no thing stands for. */
function thingsFor({ leaves }: Path, things: readonly Thing[], dice: Dice): readonly Thing[] | null {
  const held = leaves.map(({ id }) => {
    const fitting = things.filter((thing) => thing.leaves.includes(id));
    // `mb:*@domain` is stronger told by a mailbox that is nobody's yet.
    return fitting.find(({ name }) => name === id) ?? dice.some(fitting, 1)[0];
  });
  return held.some((thing) => thing === undefined) ? null : held.filter((thing) => thing !== undefined);
}

function covers(sets: readonly Path[], held: readonly Thing[]): boolean {
  const leaves = new Set(held.flatMap((thing) => thing.leaves));
  return sets.some((path) => path.leaves.every(({ id }) => leaves.has(id)));
}

/** Combinations that the product says do not suffice, not even possibly. */
function refusable(sets: readonly Path[], things: readonly Thing[], dice: Dice, effort: Effort) {
  const made: (readonly Thing[])[] = [];
  for (const path of dice.some(sets, effort.lacking)) {
    const held = thingsFor(path, things, dice);
    const missing = held === null ? undefined : dice.some(held, 1)[0];
    if (held !== null) made.push(held.filter((thing) => thing !== missing));
  }
  for (let nth = 0; nth < effort.largest; nth += 1) {
    const held: Thing[] = [];
    for (const thing of dice.some(things, things.length)) if (!covers(sets, [...held, thing])) held.push(thing);
    // Everything at once can spoil a way, e.g. by leaving too early: every other time only a part.
    made.push(nth % 2 === 0 ? held : dice.some(held, Math.ceil(held.length / 2)));
  }
  return made.filter((held) => !covers(sets, held));
}

async function execute(file: OrganizationFile, account: string, things: readonly Thing[], isStrict: boolean) {
  const organization = isStrict ? young(file) : file;
  const aws = await startPretendAws({ organization, seed: "random", switches: isStrict ? strict : loose });
  try {
    // A path may take over principals. That nobody comes to root by it is not claimed of those who lack single rights.
    return await attack(aws, account, lootOf(things), { isRewriting: isStrict });
  } finally {
    await aws.close();
  }
}

/** Nobody leaves within four days of the account's creation. */
function young(file: OrganizationFile): OrganizationFile {
  const created = new Date(Date.now() - 86_400_000).toISOString();
  const accounts = Object.entries(file.accounts).map(([id, account]) => [id, { ...account, created }] as const);
  return { ...file, accounts: Object.fromEntries(accounts) };
}

function told(
  kind: Contradiction["kind"],
  answer: AccountPaths,
  held: readonly Thing[],
  path: Path | null,
  end: Attack,
): Contradiction {
  return {
    kind,
    account: answer.id,
    things: held.map(({ name, leaves }) => `${name} = ${leaves.join(" ")}`),
    leaves: path?.leaves.map((leaf) => leaf.id) ?? [],
    steps: end.steps,
    sets: answer.paths
      .filter(({ goal }) => goal === "session")
      .map(({ certainty, leaves }) => `${certainty}: ${leaves.map((leaf) => leaf.id).join(" + ")}`),
    refusals: end.status === "root" ? [] : [...new Set(end.refusals.map(({ step, why }) => `${step}: ${why}`))],
  };
}
