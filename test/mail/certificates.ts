import { readFileSync } from "node:fs";

/** A certificate with its key, as PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** Certificates for `mx1.corp-mail.net` and friends, valid 2020 to 2120 but for the expired one. */
export const certificates = JSON.parse(readFileSync(new URL("certificates.json", import.meta.url), "utf8")) as {
  readonly authority: string;
  /** In order: names mx1, mx2, control and mta-sts under corp-mail.net. */
  readonly good: Pair;
  /** Signed by an authority that nobody knows. */
  readonly foreign: Pair;
  /** In order, but for `elsewhere.corp-mail.net`. */
  readonly misnamed: Pair;
  readonly expired: Pair;
  readonly selfsigned: Pair;
};
