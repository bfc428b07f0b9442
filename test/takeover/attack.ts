import type { PretendAws } from "../../src/demo/start-pretend-aws.ts";
import { centralRootMoves } from "./attack/central-root-moves.ts";
import { contactMoves } from "./attack/contact-moves.ts";
import { signInMoves } from "./attack/sign-in-moves.ts";
import { takeOverMoves } from "./attack/take-over-moves.ts";
import { type Loot, type Move, type Refusal, Thief } from "./attack/thief.ts";
import { lastMoves, wallMoves } from "./attack/wall-moves.ts";

/** How an attack ended: as root, with the steps taken; or refused, with what was refused where. */
export type Attack =
  | { readonly status: "root"; readonly arn: string; readonly steps: readonly string[] }
  | { readonly status: "refused"; readonly steps: readonly string[]; readonly refusals: readonly Refusal[] };

/** How an attacker goes about it. */
export interface AttackOptions {
  /** Whether he rewrites policies and trusts of principals and makes keys of theirs; he does not unless told to. */
  readonly isRewriting?: boolean;
}

/**
 * Attacks an account with what the loot holds: tries every move there is, again and again, until he is root or nothing new
 * happens. It knows no rule of the takeover model, only AWS's calls and pages, so it can contradict the model both ways.
 */
export async function attack(
  aws: PretendAws,
  target: string,
  loot: Loot,
  { isRewriting = false }: AttackOptions = {},
): Promise<Attack> {
  const thief = await Thief.arm(aws, target, loot);
  try {
    return await act(thief, isRewriting ? takeOverMoves : []);
  } finally {
    thief.close();
  }
}

async function act(thief: Thief, more: readonly Move[]): Promise<Attack> {
  const moves = [...signInMoves, ...contactMoves, ...centralRootMoves, ...more, ...wallMoves];
  let isMoving = true;
  while (isMoving && thief.root === null) {
    isMoving = false;
    for (const move of moves) {
      if (await move.play(thief)) isMoving = true;
      if (thief.root !== null) break;
    }
    if (isMoving || thief.root !== null) continue;
    for (const move of lastMoves) {
      isMoving = await move.play(thief);
      if (isMoving) break;
    }
  }
  if (thief.root === null) return { status: "refused", steps: thief.taken, refusals: thief.refusals };
  const arn = await thief.identityOf(thief.root);
  if (arn !== `arn:aws:iam::${thief.target}:root`)
    throw new Error(`root of ${thief.target} was expected, it is ${arn}`);
  return { status: "root", arn, steps: thief.taken };
}
