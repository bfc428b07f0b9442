import * as fc from "fast-check";
import {
  type OrganizationFile,
  organizationFileOf,
  type OrganizationFileInput,
} from "../../../src/demo/organization-file.ts";
import { type Inventory, inventorySchema } from "../../../src/domain/inventory/inventory.ts";
import { anyRcp, anyScp } from "./any-guard.ts";
import { anyPerson, entriesOf } from "./any-principal.ts";
import { documentOf, places, type Statement } from "./places.ts";

/** A small organization, what its people declare, and whether mail to its first domain goes in plain text. */
export interface RandomOrganization {
  readonly file: OrganizationFile;
  readonly inventory: Inventory;
  readonly isMailPlain: boolean;
  /** For every choice that a comparison makes. */
  readonly dice: number;
}

type AccountInput = OrganizationFileInput["accounts"][string];

const today = new Date().toISOString().slice(0, 10);
const chance = (percent: number) => fc.nat(99).map((drawn) => drawn >= 100 - percent);
const services = ["iam.amazonaws.com", "account.amazonaws.com"] as const;
const seed = "JBSWY3DPEHPK3PXP";

const anyRoot = fc.record({
  hasPassword: chance(70),
  mfa: fc.constantFrom("none", "virtual", "hardware", "fido", "two"),
  key: fc.constantFrom("none", "none", "none", "none", "none", "active", "inactive"),
  isBare: chance(25),
});

const anyAccount = fc.record({
  root: anyRoot,
  mailbox: fc.nat(3),
  phone: fc.nat(2),
  isInUnit: fc.boolean(),
  wall: fc.constantFrom(
    "none",
    "none",
    "none",
    "none",
    "none",
    "none",
    "network",
    "shut",
    "not-enabled",
    "root-excluded",
    "enabled-empty",
  ),
  declares: fc.record({
    isMailLocked: chance(25),
    isPhoneLocked: chance(15),
    vaults: fc.constantFrom(0, 1, 2, 3),
    devices: chance(50),
  }),
});

const anyPlan = fc.record({
  accounts: fc.array(anyAccount, { minLength: 2, maxLength: 4 }),
  people: fc.array(anyPerson, { minLength: 2, maxLength: 4 }),
  isConsolidated: chance(5),
  trusted: fc.oneof(
    { arbitrary: fc.constant<(typeof services)[number][]>([...services]), weight: 2 },
    { arbitrary: fc.subarray([...services]), weight: 1 },
  ),
  rootFeatures: fc.subarray(["RootCredentialsManagement" as const, "RootSessions" as const]),
  delegates: fc.record({ iam: chance(35), account: chance(35) }),
  scps: fc.array(fc.record({ scp: anyScp, at: fc.constantFrom("root", "unit", "account") }), { maxLength: 2 }),
  rcps: fc.array(fc.record({ rcp: anyRcp, at: fc.constantFrom("root", "unit", "account") }), { maxLength: 1 }),
  enabled: fc.constantFrom("organization", "root", "none", "organization"),
  delegation: chance(15),
  types: fc.record({ SCP: chance(90), RCP: chance(90) }),
  declared: fc.record({ contact: chance(20), root: chance(20) }),
  isMailPlain: chance(20),
  dice: fc.nat(1_000_000),
});

type Plan = typeof anyPlan extends fc.Arbitrary<infer T> ? T : never;
type AccountPlan = Plan["accounts"][number];

/** An organization with management and one to three members, and what people declare about it. */
export const anyOrganization: fc.Arbitrary<RandomOrganization> = anyPlan.map(consistent).map((plan) => ({
  file: organizationFileOf(fileOf(plan)),
  inventory: inventoryOf(plan),
  isMailPlain: plan.isMailPlain,
  dice: plan.dice,
}));

/** Organization policies and everything central come with all features alone, and so do roots without credentials. */
function consistent(plan: Plan): Plan {
  if (!plan.isConsolidated) return plan;
  return {
    ...plan,
    trusted: [],
    rootFeatures: [],
    types: { SCP: false, RCP: false },
    accounts: plan.accounts.map((each) => ({ ...each, root: { ...each.root, isBare: false, hasPassword: true } })),
  };
}

const idOf = (nth: number): string => [places.management, ...places.members][nth] ?? "";

function fileOf(plan: Plan): OrganizationFileInput {
  const homes = plan.accounts.map((_, nth) => idOf(nth));
  const principals = entriesOf(plan.people, homes);
  const last = homes.at(-1) ?? "";
  const scps = plan.scps.map(({ scp, at }, nth) => ({ name: `scp-${nth}`, at, ...scp }));
  const rcps = plan.rcps.map(({ rcp, at }, nth) => ({ name: `rcp-${nth}`, at, statements: rcp }));
  const scpAt = (place: string) => {
    const here = scps.filter(({ at }) => at === place);
    return [...(here.some(({ isWhole }) => isWhole) ? [] : ["p-FullAWSAccess"]), ...here.map(({ name }) => name)];
  };
  const rcpAt = (place: string) => rcps.filter(({ at }) => at === place).map(({ name }) => name);
  const boundaries = principals.flatMap(({ boundary }, nth): [string, { type: "managed"; document: Policy }][] =>
    boundary === null ? [] : [[`boundary-${nth}`, { type: "managed", document: boundary }]],
  );
  return {
    organization: {
      id: places.organization,
      features: plan.isConsolidated ? "CONSOLIDATED_BILLING" : "ALL",
      trusted: plan.trusted,
      rootFeatures: plan.rootFeatures,
      delegates: {
        ...(plan.delegates.iam && plan.trusted.includes(services[0]) ? { [services[0]]: [last] } : {}),
        ...(plan.delegates.account && plan.trusted.includes(services[1]) ? { [services[1]]: [last] } : {}),
      },
      policyTypes: { SCP: plan.types.SCP ? "ENABLED" : "DISABLED", RCP: plan.types.RCP ? "ENABLED" : "DISABLED" },
      ...(plan.enabled === "organization" ? { signin: { enabled: true } } : {}),
      ...(plan.delegation ? { delegationPolicy: delegationTo(last) } : {}),
    },
    ous: {
      [places.root]: {
        scp: scpAt("root"),
        rcp: rcpAt("root"),
        ...(plan.enabled === "root" ? { signin: { enabled: true } } : {}),
        children: { [places.unit]: { scp: scpAt("unit"), rcp: rcpAt("unit") } },
      },
    },
    policies: Object.fromEntries([
      ...scps.map(({ name, statements }) => [name, { type: "SCP" as const, document: documentOf(statements) }]),
      ...rcps.map(({ name, statements }) => [name, { type: "RCP" as const, document: documentOf(statements) }]),
      ...boundaries,
    ]),
    accounts: Object.fromEntries(
      plan.accounts.map((account, nth): [string, AccountInput] => {
        const id = idOf(nth);
        return [
          id,
          {
            role: nth === 0 ? "management" : "member",
            email: emailOf(account, nth),
            created: new Date(Date.now() - 400 * 86_400_000).toISOString(),
            root: rootOf(account, nth),
            contact: { phone: phoneOf(account), verification: "VERIFIED" },
            ...(nth > 0 && account.isInUnit ? { ou: places.unit } : {}),
            ...(nth === 1 ? { scp: scpAt("account"), rcp: rcpAt("account") } : {}),
            signin: signinOf(account, id),
            principals: principals.filter((each) => each.account === id).map(({ entry }) => entry),
          },
        ];
      }),
    ),
  };
}

type Policy = ReturnType<typeof documentOf>;

function delegationTo(account: string): Policy {
  const statement: Statement = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: ["organizations:UpdatePolicy", "organizations:DetachPolicy", "organizations:AttachPolicy"],
    Resource: "*",
  };
  return documentOf([statement]);
}

function emailOf({ mailbox }: AccountPlan, nth: number): string {
  // One mailbox serves several roots by its tags; the provider's rules are known, so it counts as one.
  if (mailbox === 0) return `someone+${nth}@gmail.com`;
  return `root${nth}@${places.domains[mailbox % 2] ?? ""}`;
}

const phoneOf = ({ phone }: AccountPlan): string => `+1 555 010${phone}`;

function rootOf({ root }: AccountPlan, nth: number): AccountInput["root"] {
  if (nth > 0 && root.isBare) return "none";
  const virtual = { kind: "virtual" as const, seed };
  const hardware = { kind: "hardware" as const, serial: `GAHT0000${nth}` };
  const fido = { kind: "fido" as const, serial: `arn:aws:iam::${idOf(nth)}:u2f/root/key-${nth}` };
  const devices = { none: [], virtual: [virtual], hardware: [hardware], fido: [fido], two: [virtual, hardware] };
  const id = `AKIAFICTIONALROOT00${nth + 2}`;
  return {
    password: nth === 0 || root.hasPassword ? { value: `fictional-password-${nth}` } : null,
    mfa: devices[root.mfa],
    keys:
      root.key === "none" ? [] : [{ id, secret: `fictional-root-key-secret-${nth}`, active: root.key === "active" }],
  };
}

function signinOf({ wall }: AccountPlan, id: string): NonNullable<AccountInput["signin"]> {
  switch (wall) {
    case "none":
      return {};
    case "enabled-empty":
      return { enabled: true };
    case "not-enabled":
      return { enabled: false, statements: [{ sourceIp: [places.network] }] };
    case "network":
      return { enabled: true, statements: [{ sourceIp: [places.network] }] };
    case "shut":
      return { enabled: true, statements: [{ sourceVpc: ["vpc-0000000000000000a"] }] };
    case "root-excluded":
      return {
        enabled: true,
        statements: [{ sourceIp: [places.network], excludedPrincipal: [`arn:aws:iam::${id}:root`] }],
      };
  }
}

function inventoryOf(plan: Plan): Inventory {
  const all = plan.accounts.map((account, nth) => ({ account, nth, id: idOf(nth), declares: account.declares }));
  const vaultsOf = (nth: number, kind: number, hasSeed: boolean) =>
    kind === 1 || !hasSeed
      ? { password: `passwords-${nth}` }
      : kind === 2
        ? { password: `passwords-${nth}`, totp: `seeds-${nth}` }
        : { password: `both-${nth}`, totp: `both-${nth}` };
  return inventorySchema.parse({
    mailboxes: Object.fromEntries(
      all
        .filter(({ account, declares }) => declares.isMailLocked && account.mailbox !== 0)
        .map(({ account, nth }) => [emailOf(account, nth), { readers: [], attested: today }]),
    ),
    phones: Object.fromEntries(
      all
        .filter(({ declares }) => declares.isPhoneLocked)
        .map(({ account }) => [phoneOf(account), { holders: [], attested: today }]),
    ),
    vaults: Object.fromEntries(
      all
        .filter(({ declares }) => declares.vaults > 0)
        .map(({ account, id, nth, declares }) => {
          const hasSeed = ["virtual", "two"].includes(account.root.mfa);
          return [id, { ...vaultsOf(nth, declares.vaults, hasSeed), attested: today }];
        }),
    ),
    devices: Object.fromEntries(
      all
        .filter(({ declares, account }) => declares.devices && ["hardware", "fido"].includes(account.root.mfa))
        .map(({ id }) => [id, [{ kind: "hardware", place: "safe", attested: today }]]),
    ),
    declared: {
      ...(plan.declared.contact ? { contactWriters: ["arn:aws:iam::*:role/p0"] } : {}),
      ...(plan.declared.root ? { rootAdmins: ["arn:aws:iam::*:role/p1"] } : {}),
    },
  });
}
