/** Whole seconds since the MFA code, both ends included; `max` null is without end. */
export interface AgeRange {
  readonly min: number;
  readonly max: number | null;
}

/**
 * One state of the MFA keys. `mfa` is `aws:MultiFactorAuthPresent`; `age` is `aws:MultiFactorAuthAge`, null when that
 * key is not there. Within one cell every numeric comparison of the documents with the age has one answer.
 */
export interface Cell {
  readonly mfa: "absent" | "false" | "true";
  readonly age: AgeRange | null;
}
