import type { ReadinessFinding } from "../../../domain/custody/readiness/custody-finding.ts";
import { worstFirst } from "../../../domain/custody/readiness/examine-custody.ts";

/** The answer to "can we become root when we must?", `rootward.custody/v1`. */
export interface DoctorAnswer {
  readonly schema: "rootward.custody/v1";
  readonly deployment: string;
  /** Unix seconds. */
  readonly at: number;
  readonly isReady: boolean;
  /** One sentence. */
  readonly line: string;
  /** Each finding in short; `null` is what could not be told. */
  readonly items: readonly { readonly text: string; readonly isMet: boolean | null }[];
  readonly findings: readonly ReadinessFinding[];
}

/** Sums up the findings, the worst first. What could not be told is not ready. */
export function doctorAnswer(deployment: string, at: number, found: readonly ReadinessFinding[]): DoctorAnswer {
  const findings = worstFirst(found);
  const count = (level: ReadinessFinding["level"]): number => findings.filter((each) => each.level === level).length;
  const [red, unknown, warn] = [count("red"), count("unknown"), count("warn")];
  const rest = [...(unknown > 0 ? [`${unknown} not known`] : []), ...(warn > 0 ? [`${warn} to look at`] : [])];
  const told = [...(red > 0 ? [`${red} red`] : []), ...rest].join(", ");
  const isReady = red === 0 && unknown === 0;
  return {
    schema: "rootward.custody/v1",
    deployment,
    at,
    isReady,
    line: isReady
      ? `Custody is ready${told === "" ? "" : `: ${told}`}.`
      : `Custody is ${red > 0 ? "not ready" : "not known to be ready"}: ${told}.`,
    items: findings.map(({ what, level }) => ({ text: what.slice(0, 300), isMet: metBy[level] })),
    findings,
  };
}

/** 1 when something is red, 3 when something is unknown, else 0. */
export function exitOfAnswer({ findings }: Pick<DoctorAnswer, "findings">): 0 | 1 | 3 {
  const levels = new Set(findings.map(({ level }) => level));
  return levels.has("red") ? 1 : levels.has("unknown") ? 3 : 0;
}

const metBy = { red: false, unknown: null, warn: true, ok: true } as const;
