import { describe, expect, it } from "vitest";
import {
  admin,
  allow,
  deny,
  management,
  member,
  other,
  type Scenario,
  snapshotOf,
} from "../../../test/who-can/scenario.ts";
import { seen } from "../../domain/core/fact.ts";
import { instantOfMillis } from "../../domain/core/instant.ts";
import { parsePolicy } from "../../domain/iam/language/parse-policy.ts";
import { emptyInventory, type Inventory } from "../../domain/inventory/inventory.ts";
import type { FixAsk } from "./fix-ask.ts";
import { fixFiles } from "./fix-files.ts";
import { fixProof } from "./fix-proof.ts";
import { fixProofSchema } from "./fix-schema.ts";
import { makeFix } from "./make-fix.ts";

const at = "2026-11-21T00:00:00Z";
const plain: Omit<FixAsk, "snapshot"> = {
  inventory: emptyInventory,
  mail: null,
  now: instantOfMillis(Date.parse(at)),
  networks: [],
  recoveryPrincipals: [],
  stricterRoot: false,
  maintenanceUnit: null,
};

/** Full administrators in management and in two members. */
const loose: Scenario = {
  accounts: {
    [management]: { users: { boss: { allow: admin } } },
    [member]: { users: { ci: { allow: admin } } },
    [other]: { path: ["r-root", "ou-test"], users: { ci: { allow: admin } } },
  },
};
const boss = `arn:aws:iam::${management}:user/boss`;

const fixOf = (scenario: Scenario, more: Partial<FixAsk> = {}) =>
  makeFix({ ...plain, snapshot: snapshotOf(scenario), ...more });
const scps = (count: number, on: readonly string[]): NonNullable<Scenario["scps"]> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, nth) => [`old${nth}`, { on, statements: [deny(`ec2:Old${nth}`)] }]),
  );
const declared = (more: Inventory["declared"]): Inventory => ({ ...emptyInventory, declared: more });

describe("fix", () => {
  it("puts what binds everybody on the root, and P4 on the units below it", async () => {
    const { plan } = await fixOf(loose);
    expect(plan.documents.map(({ file, targets }) => [file, targets])).toEqual([
      ["scp-p1-contacts.json", ["r-root"]],
      ["scp-p2-central.json", ["r-root"]],
      ["scp-p3-membership.json", ["r-root"]],
      ["scp-p5-signin-protect.json", ["r-root"]],
      ["scp-p4-root.json", ["ou-prod", "ou-test"]],
      ["rcp-p6-signin-root.json", ["r-root"]],
      ["boundary-p2-management-boundary.json", [boss]],
    ]);
    expect(plan.enableSignin).toBe("o-abcdefghij");
    expect(plan.inPlace).toEqual([]);
  });

  it("leaves the maintenance unit without P4, and takes a wrong one for a mistake", async () => {
    const { plan } = await fixOf(loose, { maintenanceUnit: "ou-test" });
    expect(plan.documents.find(({ file }) => file === "scp-p4-root.json")?.targets).toEqual(["ou-prod"]);
    await expect(fixOf(loose, { maintenanceUnit: "ou-gone" })).rejects.toMatchObject({
      row: { code: "GUARD_UNIT_UNKNOWN" },
    });
  });

  it("goes round a maintenance unit that lies deeper, unit by unit and account by account", async () => {
    const deep = { ...loose.accounts, "555555555555": { path: ["r-root", "ou-prod", "ou-care"], roles: {} } };
    const { plan } = await fixOf({ accounts: deep }, { maintenanceUnit: "ou-care" });
    expect(plan.documents.find(({ file }) => file === "scp-p4-root.json")?.targets).toEqual([member, "ou-test"]);
  });

  it("reaches accounts that lie directly under the root one by one, and never management", async () => {
    const flat: Scenario = {
      accounts: {
        [management]: { path: ["r-root"], roles: {} },
        [member]: { path: ["r-root"], roles: {} },
      },
    };
    const { plan } = await fixOf(flat);
    expect(plan.documents.find(({ file }) => file === "scp-p4-root.json")?.targets).toEqual([member]);
  });

  it("merges SCPs into one document where the root has no room for each", async () => {
    const { plan } = await fixOf({ ...loose, scps: scps(3, ["r-root"]) });
    const onRoot = plan.documents.filter(({ kind, targets }) => kind === "scp" && targets.includes("r-root"));
    expect(onRoot.map(({ file, guards }) => [file, guards.map(({ id }) => id)])).toEqual([
      ["scp-scps.json", ["P1", "P2", "P3", "P5"]],
    ]);
    expect(onRoot[0]?.probes.filter(({ holds }) => !holds)).toEqual([]);
    expect(onRoot[0]?.bytes).toBeLessThanOrEqual(5120);
  });

  it("names the target that is full and what hangs there", async () => {
    await expect(fixOf({ ...loose, scps: scps(4, ["r-root"]) })).rejects.toMatchObject({
      row: { code: "GUARD_NO_ROOM" },
      detail: expect.stringMatching(/^r-root has FullAWSAccess, old0, old1, old2, old3 and would need P1, P2, P3, P5/),
    });
    await expect(fixOf({ ...loose, scps: scps(4, ["ou-test"]) })).rejects.toMatchObject({
      detail: expect.stringMatching(/^ou-test has .* would need P4/),
    });
    // AWS's own RCP takes one of the five places.
    await expect(fixOf({ ...loose, rcps: scps(4, ["r-root"]) })).rejects.toMatchObject({
      detail: expect.stringMatching(/^r-root has RCPFullAWSAccess, .* would need P6/),
    });
  });

  it("writes only what is missing", async () => {
    const { plan } = await fixOf({
      ...loose,
      scps: {
        contacts: { on: ["r-root"], statements: [deny(["account:*", "aws-portal:*"])] },
        stay: { on: ["ou-prod", "ou-test"], statements: [deny("organizations:LeaveOrganization")] },
      },
    });
    expect(plan.inPlace.map(({ id }) => id)).toEqual(["P1", "P3"]);
    expect(plan.documents.flatMap(({ guards }) => guards.map(({ id }) => id))).toEqual(["P2", "P5", "P4", "P6", "P2"]);
  });

  it("does not take a guard for one in place when it lacks one account, or lets an undeclared role through", async () => {
    const stay = (statement: ReturnType<typeof deny>, on: readonly string[]): Scenario => ({
      ...loose,
      scps: { stay: { on, statements: [statement] } },
    });
    const leave = "organizations:LeaveOrganization";
    const isThere = async (scenario: Scenario) => (await fixOf(scenario)).plan.inPlace.some(({ id }) => id === "P3");
    expect(await isThere(stay(deny(leave), ["ou-prod"]))).toBe(false);
    const ops = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Ops" } };
    expect(await isThere(stay(deny(leave, ops), ["r-root"]))).toBe(false);
    expect(await isThere(stay(deny(leave), ["r-root"]))).toBe(true);
  });

  it("replaces the text of a policy of its own instead of attaching a second one", async () => {
    const { plan } = await fixOf({
      ...loose,
      scps: { "rootward-p1-contacts": { on: ["r-root"], statements: [deny("account:PutContactInformation")] } },
    });
    const contacts = plan.documents.find(({ name }) => name === "rootward-p1-contacts");
    expect(contacts).toMatchObject({ replaces: "p-rootward-p1-contacts", targets: [], reaches: ["r-root"] });
    expect(plan.paths.after).toBeLessThanOrEqual(plan.paths.before);
  });

  it("enables console authorization alone where an RCP sleeps", async () => {
    const root = (key: string) => ({ ArnLike: { [key]: "arn:aws:iam::*:root" } });
    const asleep: Scenario = {
      ...loose,
      rcps: {
        wall: {
          on: ["r-root"],
          statements: [
            { ...deny("signin:Authenticate", root("signin:PrincipalArn")), Principal: "*" },
            {
              ...deny(["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"], root("aws:PrincipalArn")),
              Principal: "*",
            },
          ],
        },
      },
    };
    const { plan } = await fixOf(asleep);
    expect(plan.documents.some(({ kind }) => kind === "rcp")).toBe(false);
    expect(plan.enableSignin).toBe("o-abcdefghij");
    expect(plan.notes).toContainEqual(expect.stringContaining("An RCP against root sign-in is attached already"));
  });

  it("keeps declared and recovery principals out of the boundary, and names Identity Center's way", async () => {
    const sso = "AWSReservedSSO_Admin_0123456789abcdef";
    const trust = [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }];
    const scenario: Scenario = {
      ...loose,
      accounts: {
        ...loose.accounts,
        [management]: {
          users: {
            boss: { allow: admin },
            mover: { allow: [allow(["account:StartPrimaryEmailUpdate", "account:AcceptPrimaryEmailUpdate"])] },
            spare: { allow: admin },
            tied: { allow: admin, boundary: [allow("*")] },
          },
          roles: {
            [sso]: { trust, allow: admin, path: "/aws-reserved/sso.amazonaws.com/" },
            AWSServiceRoleForThing: { trust, allow: admin, path: "/aws-service-role/thing.amazonaws.com/" },
          },
        },
      },
    };
    const { plan } = await fixOf(scenario, {
      inventory: declared({ emailWriters: [`arn:aws:iam::${management}:user/mover`] }),
      recoveryPrincipals: [`arn:aws:iam::${management}:user/spare`],
    });
    expect(plan.bounded.map(({ arn, how }) => [arn.slice(arn.lastIndexOf("/") + 1), how])).toEqual([
      [sso, "permission-set"],
      ["boss", "put"],
      ["tied", "has-another"],
    ]);
    const text = fixFiles({ ...(await fixOf(scenario)), isNothing: false }).get("PLAN.md") ?? "";
    expect(text).toContain("aws sso-admin put-permissions-boundary-to-permission-set");
    expect(text).toContain("<of Admin>");
    expect(text).not.toContain("AWSServiceRoleForThing");
  });

  it("stops when a declared pattern contradicts a guard", async () => {
    const inventory = declared({ contactWriters: ["arn:aws:iam::*:role/*"] });
    await expect(fixOf(loose, { inventory })).rejects.toMatchObject({ row: { code: "GUARD_NOT_PROVEN" } });
  });

  it("builds P7 only with a network and a principal that can take the wall down again", async () => {
    const spare = `arn:aws:iam::${management}:user/spare`;
    const withSpare = (statements: Parameters<typeof allow>[0]): Scenario => ({
      ...loose,
      accounts: { ...loose.accounts, [management]: { users: { spare: { allow: [allow(statements)] } } } },
    });
    const p7 = async (scenario: Scenario, more: Partial<FixAsk>) => {
      const { plan } = await fixOf(scenario, more);
      const file = plan.documents.find(({ kind }) => kind === "signin")?.file;
      return file ?? plan.notes.find((note) => note.startsWith("No sign-in policy"))?.replace(/^.*: /, "");
    };
    const both = { networks: ["198.51.100.0/24"], recoveryPrincipals: [spare] };
    const able = withSpare("signin:DeleteConsoleAuthorizationConfiguration");
    expect(await p7(able, both)).toBe(`signin-${management}.json`);
    expect(await p7(withSpare("s3:*"), both)).toContain("may not call signin:DeleteConsoleAuthorizationConfiguration");
    expect(await p7(able, { networks: both.networks })).toContain("--recovery-principal");
    expect(await p7(able, { recoveryPrincipals: [spare] })).toContain("--network");
  });

  it("says what it does not know instead of calling it in place", async () => {
    const blind = await fixOf({ accounts: { [management]: {}, [member]: { roles: {} } } });
    expect(blind.plan.inPlace).toEqual([]);
    expect(blind.plan.documents.some(({ kind }) => kind === "boundary")).toBe(true);
    expect(blind.plan.notes).toContainEqual(expect.stringContaining("were not all read"));
    expect(blind.plan.paths.notComputed.map(({ account }) => account)).toContain(management);
  });

  it("has no SCPs for an organization without all features, nor for a stand-alone account", async () => {
    const billing = seen(
      {
        id: "o-abcdefghij",
        featureSet: "CONSOLIDATED_BILLING" as const,
        managementAccount: management,
        managementEmail: null,
      },
      "test",
      at,
    );
    const old = await fixOf({ ...loose, facts: { organization: billing } });
    expect(old.plan.documents.map(({ kind }) => kind)).toEqual(["boundary"]);
    expect(old.plan.notes).toContainEqual(expect.stringContaining("has not all features"));
    const alone = await fixOf({
      standalone: true,
      accounts: { [member]: { kind: "standalone", users: { ci: { allow: admin } } } },
    });
    expect(alone.plan.documents.map(({ file, targets }) => [file, targets])).toEqual([
      ["boundary-p1-contacts-boundary.json", [`arn:aws:iam::${member}:user/ci`]],
    ]);
  });

  it("writes documents that AWS takes: no white space, within the limits, in the language of their kind", async () => {
    const outcome = await fixOf(loose, { stricterRoot: true });
    const files = fixFiles(outcome);
    for (const { kind, file, limit } of outcome.plan.documents) {
      const text = files.get(file) ?? "";
      expect(text).toBe(JSON.stringify(JSON.parse(text)));
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
      expect(() => parsePolicy(JSON.parse(text), kind === "signin" ? "resource" : kind, file)).not.toThrow();
    }
    expect(fixProofSchema.parse(JSON.parse(files.get("proof.json") ?? ""))).toEqual(fixProof(outcome));
  });
});
