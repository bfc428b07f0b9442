import { existsSync } from "node:fs";
import { resolve } from "node:path";
import {
  loadShipped,
  type ShippedName,
  shippedInventoryPath,
  shippedMailPath,
  shippedNames,
} from "../../../demo/organizations/load.ts";
import { type OrganizationFile, parseOrganizationFile } from "../../../demo/organization-file.ts";
import type { Io } from "../io.ts";
import { readText } from "../read-text.ts";
import { usageError } from "../usage-error.ts";

/** A pretend organization to serve, with whom the scan runs as, and what its people declare. */
export interface PretendOrganization {
  readonly name: string;
  readonly organization: OrganizationFile;
  readonly scanner: string;
  /** Path of the inventory; null when there is none. */
  readonly inventory: string | null;
  /** Path of mail facts as `--mail` would see them; null when there are none. */
  readonly mail: string | null;
}

/** A shipped organization by name, or a file's. `as` names the principal that scans. */
export async function pretendOrganization(io: Io, asked: string, as: string | null): Promise<PretendOrganization> {
  const shipped = shippedNames.find((each): each is ShippedName => each === asked);
  if (shipped !== undefined) {
    const organization = loadShipped(shipped);
    const scanner = as ?? scannerOf(organization);
    return {
      name: shipped,
      organization,
      scanner,
      inventory: shippedInventoryPath(shipped),
      mail: shipped === "acme" ? shippedMailPath : null,
    };
  }
  if (!existsSync(resolve(io.cwd, asked))) {
    throw usageError(
      `--org takes ${shippedNames.join(", ")} or the path of an organization file; there is no ${asked}`,
    );
  }
  const organization = parseOrganizationFile(await readText(io, asked), asked);
  return { name: asked, organization, scanner: as ?? scannerOf(organization), inventory: null, mail: null };
}

/** Who scans: RootwardCentral or RootwardReader where management or the account has it, else any administrator of it. */
function scannerOf({ accounts, partition }: OrganizationFile): string {
  const entries = Object.entries(accounts);
  const [id, home] = entries.find(([, { role }]) => role === "management") ?? entries[0] ?? [];
  if (id === undefined || home === undefined) throw usageError("the organization file has no account");
  const arns = home.principals.map((principal) => ({
    arn: principal.arn.startsWith("arn:") ? principal.arn : `arn:${partition}:iam::${id}:${principal.arn}`,
    principal,
  }));
  const found =
    arns.find(({ arn }) => arn.endsWith("/RootwardCentral")) ??
    arns.find(({ arn }) => arn.endsWith("/RootwardReader")) ??
    arns.find(({ principal }) => JSON.stringify(principal).includes("AdministratorAccess"));
  if (found === undefined) {
    throw usageError(
      `no principal of ${id} is called RootwardCentral or RootwardReader or is administrator; name one with --as ARN`,
    );
  }
  return found.arn;
}
