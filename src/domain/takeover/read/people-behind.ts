import type { Instant } from "../../core/instant.ts";
import { attestation } from "../../inventory/attestation.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { Actor, Entrance } from "../who-can.ts";

/**
 * The people who can act as a principal: those declared for its ARN, and whoever may push to a repository its OIDC trust
 * names. Null when some way to act as it leads to nobody declared.
 */
export function peopleBehind(actor: Actor, inventory: Inventory, now: Instant): readonly string[] | null {
  const declared = inventory.principals[actor.arn];
  const people = new Set(declared);
  let known = true;
  for (const entrance of actor.entrances) {
    const behind = behindEntrance(entrance, inventory, now);
    if (behind === null) known = false;
    else for (const person of behind) people.add(person);
  }
  // What people declare for an ARN covers every way to it.
  return declared !== undefined || (known && actor.entrances.length > 0) ? [...people].sort() : null;
}

function behindEntrance(entrance: Entrance, inventory: Inventory, now: Instant): readonly string[] | null {
  switch (entrance.kind) {
    case "oidc": {
      const repository = repositoryOf(entrance.subject);
      const entry = repository === null ? undefined : inventory.repositories[repository];
      return entry?.pushers !== undefined && attestation(entry.attested, now) === "fresh" ? entry.pushers : null;
    }
    case "role":
    case "account":
      return inventory.principals[entrance.subject] ?? null;
    case "access-key":
    case "console":
    case "sso":
    case "saml":
    case "service":
    case "public":
      return null;
  }
}

/**
 * The one repository an OIDC subject pattern names, `acme/infra` of `repo:acme/infra:*` (GitHub) or of
 * `project_path:acme/infra:…` (GitLab); null when it names none, or a wildcard reaches into the name.
 */
export function repositoryOf(subject: string): string | null {
  const [head, name, ...rest] = subject.split(":");
  if ((head !== "repo" && head !== "project_path") || name === undefined || rest.length === 0) return null;
  return /^[^*?/]+(\/[^*?/]+)+$/.test(name) ? name : null;
}
