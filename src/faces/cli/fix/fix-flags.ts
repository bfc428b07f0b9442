import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";

/** The flags of `rootward fix`, read. */
export interface FixFlags {
  readonly from: string;
  readonly out: string;
  readonly networks: readonly string[];
  readonly recoveryPrincipals: readonly string[];
  readonly stricterRoot: boolean;
  readonly maintenanceUnit: string | null;
}

const arnPattern = /^arn:[a-z*-]+:iam::([0-9]{12}|\*):(role|user)\/[\w+=,.@/*?-]+$|^arn:[a-z*-]+:iam::[0-9]{12}:root$/;
const unit = /^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/;

/** Reads the flags. Throws CLI_USAGE. */
export function fixFlags({ options }: Invocation): FixFlags {
  const from = options["from"];
  const out = options["out"];
  if (typeof from !== "string") throw usageError("fix needs --from DIR: the snapshot");
  if (typeof out !== "string") throw usageError("fix needs --out DIR: a new folder for the files");
  const network = textOf(options["network"]);
  if (network !== null && !isNetwork(network)) {
    throw usageError(`--network takes one CIDR block such as 198.51.100.0/24 (at least /8, IPv6 /16), not ${network}`);
  }
  const principals = (textOf(options["recoveryPrincipal"]) ?? "").split(",").filter((part) => part.trim() !== "");
  const wrong = principals.find((arn) => !arnPattern.test(arn.trim()));
  if (wrong !== undefined) throw usageError(`--recovery-principal takes ARNs of roles, users or roots, not ${wrong}`);
  const maintenance = textOf(options["maintenanceOu"]);
  if (maintenance !== null && !unit.test(maintenance)) {
    throw usageError(`--maintenance-ou takes the id of a unit such as ou-ab12-cdefgh34, not ${maintenance}`);
  }
  return {
    from,
    out,
    networks: network === null ? [] : [network],
    recoveryPrincipals: principals.map((arn) => arn.trim()),
    stricterRoot: options["stricterRoot"] === true,
    maintenanceUnit: maintenance,
  };
}

function textOf(value: string | boolean | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** One block that is not half of the Internet: such a wall would keep nobody out. */
function isNetwork(text: string): boolean {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (four !== null) {
    const [, ...parts] = four.map(Number);
    const bits = parts[4] ?? 0;
    return parts.slice(0, 4).every((octet) => octet <= 255) && bits >= 8 && bits <= 32;
  }
  const six = /^[0-9a-fA-F:]{2,39}\/(\d{1,3})$/.exec(text);
  const bits = Number(six?.[1] ?? 0);
  return six !== null && text.includes(":") && bits >= 16 && bits <= 128;
}
