import type { ScanMode } from "./manifest.ts";

/** Where the caller's account stands. `delegate`: a member that may read the organization. */
export type Place = "standalone" | "management" | "delegate" | "member";

/** The mode to scan in, or why the one that was asked for cannot be. */
export type ModeChoice =
  | { readonly status: "ok"; readonly mode: ScanMode }
  | { readonly status: "impossible"; readonly why: string };

/**
 * Chooses the mode: in an organization that the caller may read, `org+roles`; elsewhere `account`. An organization mode
 * asked for from a plain member is tried, and its facts say who would have to ask. AssumeRoot is never a default.
 */
export function chooseMode(place: Place, asked: ScanMode | null, assumeRoot: boolean): ModeChoice {
  if (place === "standalone") {
    if (asked === null || asked === "account") return { status: "ok", mode: "account" };
    return { status: "impossible", why: `the account is in no organization, so there is no mode ${asked}` };
  }
  const mode = asked ?? (place === "member" ? "account" : "org+roles");
  return { status: "ok", mode: assumeRoot ? withAudit(mode) : mode };
}

/** The same mode with the AssumeRoot audit; `account` has no members to audit. */
export function withAudit(mode: ScanMode): ScanMode {
  if (mode === "org") return "org+audit";
  return mode === "org+roles" ? "org+roles+audit" : mode;
}

/** True when the mode reads members through the reader role. */
export function readsRoles(mode: ScanMode): boolean {
  return mode === "org+roles" || mode === "org+roles+audit";
}

/** True when the mode audits members through AssumeRoot. */
export function audits(mode: ScanMode): boolean {
  return mode === "org+audit" || mode === "org+roles+audit";
}
