import type { OrganizationFile } from "../../../src/demo/organization-file.ts";
import { canonicalMailbox } from "../../../src/domain/core/canonical-mailbox.ts";
import { canonicalPhone } from "../../../src/domain/core/canonical-contact.ts";
import type { AccountPaths } from "../../../src/domain/takeover/answer.ts";
import type { Loot } from "../attack/thief.ts";
import type { RandomOrganization } from "./any-organization.ts";
import { places } from "./places.ts";

/** One thing that an attacker may hold: what it is in AWS, and which leaves of an account's answer it stands for. */
export interface Thing {
  readonly name: string;
  readonly loot: Partial<Loot>;
  readonly leaves: readonly string[];
}

/** Everything that can be held in an organization, as the paths of one account name it. */
export function thingsOf(
  { file, inventory, isMailPlain }: RandomOrganization,
  answer: AccountPaths,
  seenDevices: readonly string[],
): readonly Thing[] {
  const { id } = answer;
  const account = file.accounts[id];
  if (account === undefined) throw new Error(`no account ${id}`);
  const things: Thing[] = [];
  const add = (name: string, loot: Partial<Loot>, leaves: readonly string[] = [name]) =>
    void things.push({ name, loot, leaves });
  for (const address of new Set(Object.values(file.accounts).map(({ email }) => canonicalMailbox(email)))) {
    const domain = address.slice(address.indexOf("@") + 1);
    const isLocked = inventory.mailboxes[address] !== undefined && canonicalMailbox(account.email) === address;
    if (!isLocked) add(`mb:${address}`, { controls: [`mailbox:${address}`] }, [`mb:${address}`, `mb:*@${domain}`]);
  }
  for (const domain of places.domains) {
    add(`mb:*@${domain}`, { controls: [`mailbox:anybody@${domain}`] });
  }
  for (const phone of new Set(Object.values(file.accounts).map(({ contact }) => contact?.phone ?? ""))) {
    if (phone !== "") add(`phone:${canonicalPhone(phone)}`, { controls: [`phone:${phone}`] });
  }
  const [domain] = places.domains;
  if (isMailPlain && account.email.endsWith(`@${domain}`)) {
    add(`intercept:${domain}`, { controls: [`intercept:${domain}`] });
    add(`registrar:${domain}`, { controls: [`domain:${domain}`] }, [`registrar:${domain}`, `mb:*@${domain}`]);
    add(`dns:${domain}`, { controls: [`domain:${domain}`] }, [`dns:${domain}`, `mb:*@${domain}`]);
  }
  addKept(add, file, inventory, id);
  addDevices(add, file, id, seenDevices.length > 0 || inventory.devices[id] !== undefined);
  const vpcs = account.signin.statements.flatMap(({ sourceVpc }) => sourceVpc ?? []);
  const own = `network:of ${id}`;
  add("network:of the organization", { controls: [`network:${places.network}`] }, [
    "network:of the organization",
    ...(vpcs.length === 0 ? [own] : []),
  ]);
  for (const vpc of vpcs) add(own, { controls: [`network:${vpc}`] });
  addPrincipals(add, file, answer);
  return things;
}

type Add = (name: string, loot: Partial<Loot>, leaves?: readonly string[]) => void;

function addKept(add: Add, file: OrganizationFile, inventory: RandomOrganization["inventory"], id: string): void {
  const root = file.accounts[id]?.root;
  if (root === undefined || root === "none") return;
  const password = root.password?.value;
  const seed = root.mfa.find(({ kind }) => kind === "virtual")?.seed;
  const vault = inventory.vaults[id];
  for (const name of new Set([vault?.password, vault?.totp])) {
    if (name === undefined) continue;
    add(`vault:${name}`, {
      ...(vault?.password === name ? { password } : {}),
      ...(vault?.totp === name ? { seed } : {}),
    });
  }
  for (const key of root.keys.filter(({ active }) => active)) {
    const [accessKeyId, secretAccessKey] = [key.id ?? "", key.secret ?? ""];
    add(`root-key:${id}`, { rootKey: { accessKeyId, secretAccessKey } });
  }
}

/** A device that AWS shows by no serial and nobody declared is told to be missing from the answer. */
function addDevices(add: Add, file: OrganizationFile, id: string, isNamed: boolean): void {
  const root = file.accounts[id]?.root;
  if (root === undefined || root === "none" || !isNamed) return;
  const serials = root.mfa.filter(({ kind }) => kind !== "virtual").map(({ serial }) => serial ?? "");
  for (const [at, serial] of serials.entries()) {
    add(`device:${serial}`, { controls: [`device:${serial}`] }, [`device:${serial}`, `device:${id}/${at + 1}`]);
  }
}

function addPrincipals(add: Add, file: OrganizationFile, answer: AccountPaths): void {
  for (const [account, { role, principals }] of Object.entries(file.accounts)) {
    for (const { arn: path, trust } of principals) {
      const arn = `arn:aws:iam::${account}:${path}`;
      const classes = (answer.classes ?? []).filter(({ members }) => members.includes(arn)).map(({ leaf }) => leaf);
      // A role that nobody in the answer can act as is left to whoever tries to assume it.
      if (trust !== undefined && trust !== "sso" && classes.length === 0) continue;
      // Whoever is somebody in another member may become a delegate's principal there.
      const isElsewhere = account !== answer.id && role !== "management";
      add(arn, { principals: [arn] }, [...classes, ...(isElsewhere ? ["any-of:member-admin?"] : [])]);
    }
  }
}

/** All of it in one hand. */
export function lootOf(things: readonly Thing[]): Loot {
  return {
    controls: things.flatMap(({ loot }) => loot.controls ?? []),
    principals: things.flatMap(({ loot }) => loot.principals ?? []),
    password: things.find(({ loot }) => loot.password !== undefined)?.loot.password,
    seed: things.find(({ loot }) => loot.seed !== undefined)?.loot.seed,
    rootKey: things.find(({ loot }) => loot.rootKey !== undefined)?.loot.rootKey,
  };
}
