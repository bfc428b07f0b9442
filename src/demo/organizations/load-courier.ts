import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseOrganizationFile, type OrganizationFile } from "../organization-file.ts";

/** Path of the organization in which sessions are handed out by a courier; it is for trials, no demo shows it by name. */
export const courierPath = fileURLToPath(new URL("./courier.yaml", import.meta.url));

/** Its accounts. */
export const courierIds = {
  management: "111111111111",
  /** A member with password, MFA device, access key and certificate, a locked bucket, a locked queue, a security contact. */
  full: "222222222222",
  /** A member without any root credential. */
  bare: "333333333333",
} as const;

/** ARNs of its principals, all in the management account; `credentialsFor` takes them. */
export const courierArns = {
  /** Reads, and looks at root credentials by AssumeRoot for the audit task. */
  operator: "arn:aws:iam::111111111111:role/RootwardCentral",
  /** May take the three roles below, with a source identity `rw-…` alone, and nothing else. */
  courier: "arn:aws:iam::111111111111:role/courier",
  rootTask: "arn:aws:iam::111111111111:role/RootwardRootTask",
  orgFeature: "arn:aws:iam::111111111111:role/RootwardOrgFeature",
  contacts: "arn:aws:iam::111111111111:role/RootwardContacts",
  /** May do everything in management, but is in no trust policy of the three. */
  admin: "arn:aws:iam::111111111111:user/admin",
} as const;

/** Reads it; `change` edits the file first. */
export function loadCourier(change: (file: OrganizationFile) => OrganizationFile = (file) => file): OrganizationFile {
  return change(parseOrganizationFile(readFileSync(courierPath, "utf8"), courierPath));
}
