import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseOrganizationFile, type OrganizationFile } from "../organization-file.ts";

/** Organizations that come with Rootward; the files lie beside this one, in the sources and in the package. */
export const shippedNames = ["acme", "hardened", "solo"] as const;

/** See `shippedNames`. */
export type ShippedName = (typeof shippedNames)[number];

/** Path of a shipped organization file. */
export function shippedPath(name: ShippedName): string {
  return fileURLToPath(new URL(`./${name}.yaml`, import.meta.url));
}

/** Path of what the people of a shipped organization declare. */
export function shippedInventoryPath(name: ShippedName): string {
  return fileURLToPath(new URL(`./${name}.inventory.yaml`, import.meta.url));
}

/**
 * Path of what DNS, port 25 and RDAP would say of Acme's mail domains, in the form of a snapshot's `mail.json`. They do
 * not exist, so nothing can be asked; without the provider's name nobody could tell that `+tag` addresses share a mailbox.
 */
export const shippedMailPath = fileURLToPath(new URL("./acme.mail.json", import.meta.url));

/** Reads a shipped organization. */
export function loadShipped(name: ShippedName): OrganizationFile {
  const path = shippedPath(name);
  return parseOrganizationFile(readFileSync(path, "utf8"), path);
}
