import { judgeDrill } from "../kits/readiness/judge-drills.ts";
import { type CopyReason, judgeKitCopies } from "../kits/readiness/judge-kit-copies.ts";
import type { CustodyFacts } from "./custody-facts.ts";
import { date, finding, type ReadinessFinding, well } from "./custody-finding.ts";

/** Kits, their copies, and drills. */
export function kitFindings(facts: CustodyFacts): readonly ReadinessFinding[] {
  return [...kits(facts), ...lacking(facts), ...copies(facts), ...signInDrill(facts)];
}

type Finder = (facts: CustodyFacts) => readonly ReadinessFinding[];

const kits: Finder = (facts) =>
  (["P", "S"] as const).flatMap((vault) => {
    const kit = facts.kits[vault];
    if (facts.roster.kitRecipients[vault] === undefined) {
      return [
        finding(
          "kit-missing",
          "red",
          `vault ${vault} has no kit`,
          "Make one with kit make on an offline machine.",
          vault,
        ),
      ];
    }
    if (kit === undefined) {
      return [
        finding(
          "kit-undrilled",
          "unknown",
          `the roster names a kit of vault ${vault}, whose manifest is not at hand`,
          "Give its manifest.json with --manifests.",
          vault,
        ),
      ];
    }
    const verdict = judgeDrill(facts.drills, { kind: "kit", vault, since: kit.madeAt, now: facts.now });
    const next = "Call enough holders together and run kit drill.";
    switch (verdict.status) {
      case "proven":
        return [well("kit-undrilled", `kit ${vault} was opened in a drill, good until ${date(verdict.until)}`)];
      case "due":
        return [
          finding("kit-undrilled", "warn", `kit ${vault} was never opened; due by ${date(verdict.by)}`, next, vault),
        ];
      case "expired":
        return [
          finding("kit-undrilled", "red", `the drill of kit ${vault} expired on ${date(verdict.since)}`, next, vault),
        ];
      case "failed":
        return [
          finding("kit-undrilled", "red", `the last drill of kit ${vault} failed on ${date(verdict.at)}`, next, vault),
        ];
      case "unproven":
        return [finding("kit-undrilled", "red", `a drill of kit ${vault} is recorded without proof`, next, vault)];
      case "never":
        return [
          finding("kit-undrilled", "red", `kit ${vault} was never opened in a drill: it counts as none`, next, vault),
        ];
    }
  });

const lacking: Finder = ({ kitLacking }) =>
  (["P", "S"] as const).flatMap((vault) => {
    const accounts = kitLacking[vault];
    if (accounts.length === 0) return [];
    const more = accounts.length > 3 ? ` and ${accounts.length - 3} more` : "";
    return [
      finding(
        "kit-items",
        "red",
        `the kit of vault ${vault} lacks ${accounts.length} accounts: ${accounts.slice(0, 3).join(", ")}${more}`,
        "They came in before the roster named this kit: put them in again, and keep the older kit until then.",
        vault,
      ),
    ];
  });

const copies: Finder = ({ kits: inForce, copies: all, places, now }) => {
  const ids = Object.fromEntries(Object.entries(inForce).map(([vault, { kitId }]) => [vault, kitId]));
  const { reasons } = judgeKitCopies({ kits: ids, copies: all, places: places ?? [], now });
  const few = (["P", "S"] as const).flatMap((vault) => {
    const own = new Set(
      all.filter((copy) => copy.vault === vault && copy.kitId === ids[vault]).map(({ place }) => place),
    );
    return own.size < 2
      ? [
          finding(
            "kit-places",
            "red",
            `copies of kit ${vault} lie in ${own.size} places`,
            "Keep copies in at least two places; register each with kit copies.",
            vault,
          ),
        ]
      : [];
  });
  const said = [...few, ...reasons.map((reason) => copyFinding(reason))];
  return said.length === 0
    ? [well("kit-copies", "copies of both kits lie in two places or more and were read again")]
    : said;
};

function copyFinding(reason: CopyReason): ReadinessFinding {
  switch (reason.kind) {
    case "none-outside":
      return finding(
        "kit-copies",
        "red",
        `no copy of kit ${reason.vault} lies outside the servers`,
        "Print it or put it on a stick, and register the copy.",
        reason.vault,
      );
    case "not-re-read":
      return finding(
        "kit-copies",
        "red",
        `no copy of kit ${reason.vault} was read again for ${reason.sinceDays} days`,
        "Read one whole with kit verify, then register that.",
        reason.vault,
      );
    case "both-in-one-place":
      return finding(
        "kit-copies",
        "red",
        `${reason.place} holds copies of both kits, and ${reason.openedBy.join(", ")} opens it alone`,
        "Move one of them.",
        reason.place,
      );
    case "place-undeclared":
      return finding(
        "kit-copies",
        "unknown",
        `nobody declared who opens ${reason.place}`,
        "Declare the place in the custody file.",
        reason.place,
      );
    case "in-the-future":
      return finding(
        "kit-copies",
        "unknown",
        `a copy in ${reason.place} is registered with a date to come`,
        "Register it again.",
        reason.place,
      );
  }
}

const signInDrill: Finder = ({ drills, since, now }) =>
  (["sign-in", "restore"] as const).flatMap((kind) => {
    const verdict = judgeDrill(drills, { kind, vault: null, since, now });
    const next =
      kind === "sign-in"
        ? "Sign in to the canary account with a released password and code, and record the CloudTrail event."
        : "Restore both backups on clean hosts.";
    if (verdict.status === "proven") return [well(`drill-${kind}`, `${kind} drill good until ${date(verdict.until)}`)];
    if (verdict.status === "due") return [finding(`drill-${kind}`, "warn", `no ${kind} drill yet`, next)];
    return [finding(`drill-${kind}`, "red", `the ${kind} drill is ${verdict.status}`, next)];
  });
