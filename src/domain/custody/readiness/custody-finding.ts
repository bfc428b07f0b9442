/** How bad it is: `red` means that root could be out of reach, or in the wrong reach, today. */
export type ReadinessLevel = "red" | "warn" | "unknown" | "ok";

/** One answer of the doctor. */
export interface ReadinessFinding {
  /** Its name for ever, e.g. `kit-undrilled`. */
  readonly id: string;
  readonly level: ReadinessLevel;
  /** What it is about: a vault, a person, an account; empty for the whole deployment. */
  readonly subject: string;
  /** What is so. */
  readonly what: string;
  /** What to do; empty when all is well. */
  readonly next: string;
}

/** A finding that all is well. */
export function well(id: string, what: string): ReadinessFinding {
  return { id, level: "ok", subject: "", what, next: "" };
}

/** A finding, about the whole deployment unless it has a subject. */
export function finding(
  id: string,
  level: ReadinessFinding["level"],
  what: string,
  next: string,
  subject = "",
): ReadinessFinding {
  return { id, level, subject, what, next };
}

/** A date for people. */
export function date(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
