import type { GlobToken } from "../language/glob.ts";

/** One place of a pattern: a UTF-16 unit, any unit, any unit but a colon; `loop` takes any number of them. */
export interface Unit {
  readonly takes: "any" | "no-colon" | "one";
  /** The unit when `takes` is "one", else empty. */
  readonly text: string;
  readonly ignoreCase: boolean;
  readonly loop: boolean;
}

/** A set of texts: a sequence of units. */
export type TextPattern = readonly Unit[];

/** How tokens become a pattern: whether wildcards stop at a colon, whether letters fold. */
export interface PatternForm {
  readonly stopsAtColon?: boolean | undefined;
  readonly ignoreCase?: boolean | undefined;
}

/** The pattern of glob tokens. */
export function textPattern(tokens: readonly GlobToken[], form: PatternForm = {}): TextPattern {
  const takes = form.stopsAtColon === true ? "no-colon" : "any";
  const ignoreCase = form.ignoreCase === true;
  return tokens.flatMap((token): readonly Unit[] => {
    if (token === "star") return [{ takes, text: "", ignoreCase, loop: true }];
    if (token === "one") return [{ takes, text: "", ignoreCase, loop: false }];
    return Array.from({ length: token.text.length }, (_, index) => ({
      takes: "one",
      text: token.text.charAt(index),
      ignoreCase,
      loop: false,
    }));
  });
}

/** True when a place of a pattern takes the unit. */
export function takesUnit(unit: Unit, letter: string): boolean {
  switch (unit.takes) {
    case "any":
      return true;
    case "no-colon":
      return letter !== ":";
    case "one":
      return unit.text === letter || (unit.ignoreCase && unit.text.toLowerCase() === letter.toLowerCase());
  }
}
