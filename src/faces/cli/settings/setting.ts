/** Where a setting's value came from, strongest first. */
export type Origin = "flag" | "environment" | "--config file" | "./rootward.yaml" | "user config" | "default";

/** Groups of settings a command may take. */
export type SettingGroup =
  | "global"
  | "aws"
  | "scope"
  | "members"
  | "read"
  | "role"
  | "audit"
  | "judge"
  | "fail"
  | "checks"
  | "select"
  | "show"
  | "draw"
  | "format"
  | "identity"
  | "passphrase"
  | "gate";

/** How the text of a flag, an environment variable or a YAML value becomes a value. */
export type SettingKind =
  | { readonly type: "boolean" }
  | { readonly type: "text"; readonly placeholder: string; readonly pattern?: RegExp; readonly form?: string }
  | { readonly type: "choice"; readonly placeholder: string; readonly choices: readonly string[] }
  | { readonly type: "number"; readonly placeholder: string; readonly min: number; readonly max: number }
  | { readonly type: "list"; readonly placeholder: string; readonly pattern?: RegExp; readonly form?: string };

/** One setting: its flag, its environment variable (`ROOTWARD_` + key in capitals) and its key in `rootward.yaml`. */
export interface Setting {
  /** camelCase; the key in `rootward.yaml`. */
  readonly key: string;
  /** Commander's flag text without placeholder, e.g. `-p, --profile`. */
  readonly flag: string;
  readonly group: SettingGroup;
  readonly kind: SettingKind;
  readonly help: string;
  readonly fallback: SettingValue;
}

/** A value after parsing; null: not set and without default. */
export type SettingValue = string | number | boolean | readonly string[] | null;

/** `endpointUrl` → `ROOTWARD_ENDPOINT_URL`. */
export function environmentName(key: string): string {
  return `ROOTWARD_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
