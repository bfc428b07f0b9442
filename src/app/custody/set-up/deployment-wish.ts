import { CodedError } from "../../../domain/core/coded-error.ts";
import { isKeyName } from "../../../domain/ledger/note/key-name.ts";
import { deploymentField } from "../../../domain/custody/documents/fields.ts";
import { setUpErrors } from "./errors.ts";

/** How gate and broker are kept apart, and how many people decide. */
export type SetUpMode = "users" | "rehearsal" | "solo";

/** Where the broker's custodian door is, seen from another host. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** What is to be set up. */
export interface DeploymentWish {
  readonly deployment: string;
  /** Host part of the logs' names, and of the site where people sign. */
  readonly host: string;
  readonly mode: SetUpMode;
  /** Partition and account of the management account, e.g. `aws:123456789012`; `null` when none is named. */
  readonly management: string | null;
  /** Of the gate; the broker's door is the next one. */
  readonly port: number;
}

/** A name that the deployment may have. Throws `SETUP_NAME`. */
export function checkedWish(wish: DeploymentWish): DeploymentWish {
  const { deployment, host, mode } = wish;
  const bad = (detail: string): CodedError => new CodedError(setUpErrors.SETUP_NAME, { detail });
  if (!deploymentField.safeParse(deployment).success) throw bad(JSON.stringify(deployment.slice(0, 80)));
  if (deployment.startsWith("rehearsal-") !== (mode === "rehearsal")) throw bad(deployment);
  if (!/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(host) || !isKeyName(originOf(wish, "broker"))) {
    throw new CodedError(setUpErrors.SETUP_NAME, {
      detail: `the host ${JSON.stringify(host.slice(0, 80))}`,
      hint: "Name the host by --host as people will type it, e.g. rootward.example.com: lower-case letters, digits, dots and hyphens.",
    });
  }
  return wish;
}

/** The name of one of the two logs. */
export function originOf(
  { host, deployment }: Pick<DeploymentWish, "host" | "deployment">,
  side: "gate" | "broker",
): string {
  return `${host}/${deployment}/${side}`;
}

/** The site that people sign at: their browser's address of the gate. */
export function siteOf({ host, mode, port }: DeploymentWish): { readonly rpId: string; readonly origin: string } {
  return mode === "rehearsal"
    ? { rpId: "localhost", origin: `http://localhost:${port}` }
    : { rpId: host, origin: `https://${host}` };
}
