// Where a sealed thing belongs. Every envelope and frame is bound to its place, so that a row moved to another account,
// version or vault does not open: the place comes from the row's own key columns, never from the sealed bytes.
import { CodedError } from "../../core/coded-error.ts";
import { envelopeErrors } from "./errors.ts";

/** The password vault or the seed vault. */
export type Vault = "P" | "S";

/** The key columns of something sealed. */
export interface Place<Kind extends string> {
  readonly vault: Vault;
  /** `[a-z0-9-]{1,63}`. */
  readonly deployment: string;
  /** `aws:123456789012`, `group:<name>`, `person:<id>:<credential id>`, or `-` for a key of the whole deployment. */
  readonly account: string;
  readonly kind: Kind;
  /** From 1. */
  readonly version: number;
}

/** The `account` of what belongs to a group of accounts. Throws `CUSTODY_PLACE_IMPOSSIBLE`. */
export function groupAccount(name: string): string {
  return checkedAccount(`group:${name}`, "group");
}

/** The `account` of what belongs to one credential of a person. Throws `CUSTODY_PLACE_IMPOSSIBLE`. */
export function personAccount(person: string, credId: string): string {
  return checkedAccount(`person:${person}:${credId}`, "person");
}

/** The forms that `account` has; none holds the `|` that separates columns, so two places never read alike. */
const accounts = {
  account: /^aws(?:-cn|-us-gov)?:[0-9]{12}$/,
  group: /^group:[a-z0-9][a-z0-9._-]{0,62}$/,
  person: /^person:[a-z0-9][a-z0-9._-]{0,62}:[A-Za-z0-9_-]{1,1364}$/,
  deployment: /^-$/,
} as const;

/** Which form a place's account must have. */
export type AccountForm = keyof typeof accounts;

/**
 * The place as one ASCII line, `rootward/v1|<vault>|<deployment>|<account>|<kind>|<version>`. Throws
 * `CUSTODY_PLACE_IMPOSSIBLE` for columns that no row of this form has.
 */
export function placeLine(place: Place<string>, form: AccountForm): string {
  const { vault, deployment, account, kind, version } = place;
  if (vault !== "P" && vault !== "S") throw impossible("vault", vault);
  if (!/^[a-z0-9-]{1,63}$/.test(deployment)) throw impossible("deployment", deployment);
  checkedAccount(account, form);
  if (!/^[a-z][a-z-]{0,30}$/.test(kind)) throw impossible("kind", kind);
  if (!Number.isSafeInteger(version) || version < 1) throw impossible("version", String(version));
  return `rootward/v1|${vault}|${deployment}|${account}|${kind}|${version}`;
}

function checkedAccount(account: string, form: AccountForm): string {
  if (!accounts[form].test(account)) throw impossible("account", account);
  return account;
}

function impossible(column: string, value: string): CodedError {
  return new CodedError(envelopeErrors.CUSTODY_PLACE_IMPOSSIBLE, {
    detail: `${column} ${JSON.stringify(value.slice(0, 80))}`,
  });
}
