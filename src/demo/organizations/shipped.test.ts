import { readFileSync } from "node:fs";
import { OrganizationsClient, ListAccountsCommand } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, AssumeRootCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { canonicalPhone } from "../../domain/core/canonical-contact.ts";
import { inventorySchema, type Inventory } from "../../domain/inventory/inventory.ts";
import { mailSchema } from "../../domain/snapshot/mail-facts.ts";
import { evaluate } from "../evaluator/evaluate.ts";
import { startPretendAws, type PretendAws } from "../start-pretend-aws.ts";
import type { AccountState } from "../state/account-state.ts";
import { buildState } from "../state/build-state.ts";
import { rolePrincipal, userPrincipal } from "../state/principal-of.ts";
import { kindOf, type PretendState } from "../state/pretend-state.ts";
import type { Principal } from "../state/principal.ts";
import { loadShipped, shippedInventoryPath, shippedMailPath, shippedNames, type ShippedName } from "./load.ts";

const stateOf = (name: ShippedName) => buildState(loadShipped(name), { seed: name });
const inventoryOf = (name: ShippedName): Inventory =>
  inventorySchema.parse(parse(readFileSync(shippedInventoryPath(name), "utf8")));
const find = (state: PretendState, name: string): AccountState => {
  const found = [...state.accounts.values()].find((account) => account.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const principalsOf = (state: PretendState, account: AccountState): readonly Principal[] => [
  ...[...account.iam.roles.values()].map((role) => rolePrincipal(state, account, role, "test")),
  ...[...account.iam.users.values()].map((user) => userPrincipal(state, account, user)),
];
const near = { region: "us-east-1", sourceIp: "198.51.100.1" };
/** ARNs of the role or user names that may do something in an account, by its own policies and its SCPs. */
const whoMay = (state: PretendState, account: AccountState, action: string, context = {}) =>
  principalsOf(state, account)
    .filter((one) => evaluate(state, one, action, "*", near, { context }).allowed)
    .map((one) => (one.kind === "root" ? "root" : one.name));

describe("shipped organizations", () => {
  it.each(shippedNames)("%s parses, and so does what its people declare", (name) => {
    const state = stateOf(name);
    const { mailboxes, phones, devices, principals } = inventoryOf(name);
    const emails = [...state.accounts.values()].map((account) => account.email.replace(/\+[^@]*/, ""));
    const numbers = [...state.accounts.values()].map((account) => canonicalPhone(account.contact.PhoneNumber));
    for (const address of Object.keys(mailboxes)) expect(emails).toContain(address);
    for (const number of Object.keys(phones)) expect(numbers).toContain(canonicalPhone(number));
    for (const [id, list] of Object.entries(devices)) {
      const account = [...state.accounts.values()].find((one) => one.id === id);
      expect(account?.root.devices.map((device) => device.kind)).toEqual(list.map((device) => device.kind));
    }
    for (const arn of Object.keys(principals)) {
      const [, , , , id, resource = ""] = arn.split(":");
      const account = [...state.accounts.values()].find((one) => one.id === id);
      expect(account?.iam.roles.has(resource.slice(resource.lastIndexOf("/") + 1))).toBe(true);
    }
  });

  it.each(shippedNames)("%s gives every root an address of its own, in a domain that nobody owns", (name) => {
    const emails = [...stateOf(name).accounts.values()].map((account) => account.email);
    expect(new Set(emails).size).toBe(emails.length);
    const foreign = emails.filter((email) => !email.endsWith(".example"));
    expect(foreign).toEqual(name === "acme" ? ["acme-labs-fictional@gmail.com"] : []);
  });
});

describe("acme", () => {
  const state = stateOf("acme");
  const members = [...state.accounts.values()].filter((account) => kindOf(state, account) === "member");

  it("has forty accounts, one of them suspended, two invited", () => {
    expect(state.accounts.size).toBe(40);
    expect(members.filter((one) => one.state === "SUSPENDED")).toHaveLength(1);
    expect(members.filter((one) => one.joined === "INVITED")).toHaveLength(2);
  });

  it("shares one mailbox and one phone among most members", () => {
    expect(members.filter((one) => one.email.startsWith("devops+")).length).toBeGreaterThanOrEqual(25);
    expect(members.filter((one) => one.contact.PhoneNumber === "+1 206 555 0100").length).toBe(37);
    expect(find(state, "network").verification).toBe("UNVERIFIED");
  });

  it("holds every root credential state: none, no MFA, virtual only, keys, a certificate", () => {
    const data = find(state, "prod-data").root;
    expect([data.keys.length, data.certificates.length]).toEqual([1, 1]);
    expect(find(state, "prod-analytics").root.password).toBeNull();
    expect(members.filter((one) => one.root.password !== null && one.root.devices.length === 0)).toHaveLength(5);
    const onlyVirtual = members.filter((one) => one.root.devices.every((device) => device.kind === "virtual"));
    expect(onlyVirtual.length).toBeGreaterThan(20);
    expect(state.organization?.rootFeatures).toEqual(new Set(["RootCredentialsManagement"]));
  });

  it("lets the CI role change contacts everywhere but in payments", () => {
    const withCi = members.filter((one) => one.iam.roles.has("github-deploy"));
    expect(withCi.length).toBeGreaterThanOrEqual(20);
    for (const account of withCi) {
      const expected = !["prod-payments", "prod-ledger", "prod-fraud"].includes(account.name);
      expect(whoMay(state, account, "account:PutContactInformation").includes("github-deploy")).toBe(expected);
      expect(account.iam.roles.get("github-deploy")?.trust.text).toContain('"repo:acme/*"');
    }
  });

  it("says where its root mail goes, one domain after the other", () => {
    const { domains } = mailSchema.parse(JSON.parse(readFileSync(shippedMailPath, "utf8")));
    const used = new Set([...state.accounts.values()].map((one) => one.email.slice(one.email.indexOf("@") + 1)));
    expect(domains.map((each) => each.domain)).toEqual([...used].toSorted());
  });

  it("declares one of its two delegated administrators", () => {
    const declared = inventoryOf("acme").declared.delegates ?? {};
    expect(declared["iam.amazonaws.com"]).toEqual(["210000000001"]);
    expect([...(state.organization?.delegates.get("account.amazonaws.com")?.keys() ?? [])]).toEqual(["220000000005"]);
    expect(declared["account.amazonaws.com"]).toBeUndefined();
  });

  it("has a user whose virtual device looks like root's at a glance", () => {
    const user = find(state, "sandbox-ana").iam.users.get("grootadmin");
    expect(user?.devices[0]?.serial).toBe("arn:aws:iam::260000000001:mfa/grootadmin");
  });

  describe("read by RootwardCentral", () => {
    let aws: PretendAws;
    beforeAll(async () => {
      aws = await startPretendAws({ organization: loadShipped("acme") });
    });
    afterAll(() => aws.close());
    const central = () => ({
      endpoint: aws.url,
      region: "us-east-1",
      maxAttempts: 1,
      credentials: aws.credentialsFor("arn:aws:iam::111111111111:role/RootwardCentral"),
    });

    it("lists the accounts and finds the reader role in all members but the old and the suspended one", async () => {
      const ids: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await new OrganizationsClient(central()).send(new ListAccountsCommand({ NextToken }));
        ids.push(...(page.Accounts ?? []).map((account) => account.Id ?? ""));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      expect(ids).toHaveLength(40);
      const sts = new STSClient(central());
      const without: string[] = [];
      for (const id of ids.filter((one) => one !== "111111111111")) {
        const RoleArn = `arn:aws:iam::${id}:role/RootwardReader`;
        const ask = sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "scan" }));
        await ask.catch(() => without.push(id));
      }
      expect(without.toSorted()).toEqual(["270000000001", "280000000001"]);
    });

    it("may run the audit task and no other", async () => {
      const sts = new STSClient(central());
      const run = (task: string) =>
        sts.send(
          new AssumeRootCommand({
            TargetPrincipal: "230000000001",
            TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${task}` },
          }),
        );
      expect((await run("IAMAuditRootUserCredentials")).Credentials?.AccessKeyId).toMatch(/^ASIA/);
      await expect(run("IAMDeleteRootUserCredentials")).rejects.toMatchObject({ name: "AccessDenied" });
      await expect(run("S3UnlockBucketPolicy")).rejects.toMatchObject({ name: "AccessDenied" });
    });
  });
});

describe("hardened", () => {
  const state = stateOf("hardened");
  const inventory = inventoryOf("hardened");
  const members = [...state.accounts.values()].filter((account) => kindOf(state, account) === "member");
  const management = find(state, "acme-management");

  it("has forty accounts and no root credential in any member", () => {
    expect(state.accounts.size).toBe(40);
    for (const { root } of members) {
      expect(root).toEqual({ password: null, devices: [], keys: [], certificates: [] });
    }
    expect(management.root.devices.map((device) => device.kind)).toEqual(["fido", "fido"]);
  });

  it("gives every account its own mailbox and phone, verified, and all three contacts", () => {
    const all = [...state.accounts.values()];
    expect(new Set(all.map((one) => canonicalPhone(one.contact.PhoneNumber))).size).toBe(40);
    expect(all.every((one) => one.verification === "VERIFIED" && one.alternates.size === 3)).toBe(true);
    expect(all.some((one) => one.email.includes("+"))).toBe(false);
    expect(Object.keys(inventory.mailboxes).toSorted()).toEqual(all.map((one) => one.email).toSorted());
    expect(Object.keys(inventory.phones).map(canonicalPhone).toSorted()).toEqual(
      all.map((one) => canonicalPhone(one.contact.PhoneNumber)).toSorted(),
    );
  });

  it("lets nobody in a member write contacts, leave, or touch the sign-in wall", () => {
    const forbidden = [
      "account:PutContactInformation",
      "account:PutAlternateContact",
      "account:DeleteAlternateContact",
      "account:SendPhoneNumberVerification",
      "account:VerifyPhoneNumber",
      "aws-portal:ModifyAccount",
      "organizations:LeaveOrganization",
      "signin:PutConsoleAuthorizationConfiguration",
      "signin:DeleteConsoleAuthorizationConfiguration",
      "signin:PutResourcePermissionStatement",
      "signin:DeleteResourcePermissionStatement",
      "sts:AssumeRoot",
      "account:StartPrimaryEmailUpdate",
    ];
    for (const account of members) {
      for (const action of forbidden)
        expect([account.name, whoMay(state, account, action)]).toEqual([account.name, []]);
    }
  });

  it("gives each power in management to one role, each held by people of its own", () => {
    const own = (action: string, context = {}) => whoMay(state, management, action, context);
    expect(own("account:PutContactInformation")).toEqual(["ContactKeeper"]);
    const domain = { "account:EmailTargetDomain": "acme.example" };
    expect(own("account:StartPrimaryEmailUpdate", domain)).toEqual(["RootAddressKeeper"]);
    expect(own("account:StartPrimaryEmailUpdate", { "account:EmailTargetDomain": "evil.example" })).toEqual([]);
    expect(own("signin:DeleteConsoleAuthorizationConfiguration")).toEqual(["SignInKeeper"]);
    const nobody = [
      "organizations:AttachPolicy",
      "organizations:DetachPolicy",
      "organizations:UpdatePolicy",
      "organizations:DeletePolicy",
      "organizations:RegisterDelegatedAdministrator",
      "organizations:EnableAWSServiceAccess",
      "organizations:MoveAccount",
      "organizations:RemoveAccountFromOrganization",
      "organizations:DisablePolicyType",
      "iam:EnableOrganizationsRootCredentialsManagement",
      "iam:PutRolePolicy",
      "iam:AttachRolePolicy",
      "iam:UpdateAssumeRolePolicy",
    ];
    for (const action of nobody) expect([action, own(action)]).toEqual([action, []]);
    const people = Object.values(inventory.principals).flat();
    const others = [
      ...Object.values(inventory.mailboxes).flatMap((one) => one.readers ?? []),
      ...Object.values(inventory.phones).flatMap((one) => one.holders ?? []),
      ...Object.values(inventory.vaults).flatMap((one) => one.custodians ?? []),
      ...Object.values(inventory.repositories).flatMap((one) => one.pushers ?? []),
    ];
    expect(new Set(people).size).toBe(people.length);
    expect(people.filter((person) => others.includes(person))).toEqual([]);
  });

  it("declares something about every account, dated within 180 days of 21 November 2026", () => {
    expect(Object.keys(inventory.securityQuestions).toSorted()).toEqual([...state.accounts.keys()].toSorted());
    const dates = [...JSON.stringify(inventory).matchAll(/"attested":"([0-9-]+)"/g)].map(([, day]) => day ?? "");
    expect(dates.length).toBeGreaterThan(100);
    for (const day of dates) {
      const age = (Date.parse("2026-11-21") - Date.parse(day)) / 86_400_000;
      expect(age >= 0 && age <= 180).toBe(true);
    }
    const guards = inventory.declared.guards ?? [];
    expect(guards.filter((id) => !state.organization?.policies.has(id))).toEqual([]);
  });
});
