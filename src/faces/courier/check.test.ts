// The documents that `rootward explain courier-policy` shows, put into a pretend AWS as they stand: with them the courier
// gets in and does its work, and without a part of them it says which role does not let it in.
import { afterEach, describe, expect, it } from "vitest";
import { isolateEnvironment, quickTiming } from "../../../test/support/collect-trial.ts";
import { phonePlan } from "../../../test/custody/errand-samples.ts";
import { done } from "../../../test/support/deed-trial.ts";
import { tryRoles } from "../../app/courier/try-roles.ts";
import { courierArns, courierIds, loadCourier } from "../../demo/organizations/load-courier.ts";
import type { OrganizationFile } from "../../demo/organization-file.ts";
import { startPretendAws, type PretendAws } from "../../demo/start-pretend-aws.ts";
import { contactsPolicy } from "../../domain/custody/contacts/contacts-policy.ts";
import type { ContactsPlan } from "../../domain/custody/contacts/contacts-plan.ts";
import type { AwsSession } from "../../domain/custody/sessions/deed.ts";
import { featurePolicy } from "../../domain/custody/sessions/feature-policy.ts";
import { courierPermissions, courierRoles } from "../../domain/custody/sessions/role-policies.ts";
import { assumeRoleWith } from "../../world/aws/courier/assume-role-with.ts";
import { assumeRootFor } from "../../world/aws/courier/assume-root-for.ts";
import { openCourier } from "../../world/aws/courier/open-courier.ts";
import { getContactInformation } from "../../world/aws/deeds/account/get-contact-information.ts";
import { putContactInformation } from "../../world/aws/deeds/account/put-contact-information.ts";
import { enableOrganizationsRootSessions } from "../../world/aws/deeds/iam/enable-organizations-root-sessions.ts";
import { listAccessKeys } from "../../world/aws/deeds/iam/list-access-keys.ts";
import { openDeeds } from "../../world/aws/deeds/open-deeds.ts";
import { CourierPlaceForTest } from "./courier-for-test.ts";

const task = (name: string): string => `arn:aws:iam::aws:policy/root-task/${name}`;
const member = `aws:${courierIds.full}`;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  isolateEnvironment();
  for (const close of closers.splice(0).toReversed()) await close();
});

/** The organization with nothing of its own for the courier and its roles but the documents that are shown. */
function shown(without: readonly string[] = []): OrganizationFile {
  const place = { partition: "aws", management: courierIds.management, courier: courierArns.courier };
  return loadCourier((file) => {
    const put = (name: string, document: unknown): void => {
      const before = file.policies[name];
      if (before === undefined) throw new Error(`there is no policy ${name}`);
      Object.assign(before, { document: structuredClone(document) });
    };
    put("courier", courierPermissions(place));
    for (const { name, trust, permissions } of courierRoles(place)) {
      put("courier-only", trust);
      put(name, permissions);
    }
    const management = file.accounts[courierIds.management];
    if (management === undefined) throw new Error("there is no management account");
    const principals = management.principals.filter(({ arn }) => !without.some((name) => arn === `role/${name}`));
    return { ...file, accounts: { ...file.accounts, [courierIds.management]: { ...management, principals } } };
  });
}

async function start(organization: OrganizationFile): Promise<PretendAws> {
  const server = await startPretendAws({ organization, seed: "courier check" });
  closers.push(() => server.close());
  return server;
}

/** The courier's own access, with its own keys. */
async function openAt(server: PretendAws) {
  isolateEnvironment();
  const { accessKeyId, secretAccessKey, sessionToken } = server.credentialsFor(courierArns.courier);
  process.env["AWS_ACCESS_KEY_ID"] = accessKeyId;
  process.env["AWS_SECRET_ACCESS_KEY"] = secretAccessKey;
  if (sessionToken !== undefined) process.env["AWS_SESSION_TOKEN"] = sessionToken;
  const aws = await openCourier({ endpointUrl: server.url, timing: quickTiming() });
  closers.push(aws.close);
  return aws;
}

async function deedsOf(server: PretendAws, session: AwsSession) {
  const { deeds, close } = await openDeeds({ endpointUrl: server.url, timing: quickTiming() }, session);
  closers.push(close);
  return deeds;
}

const roles = { rootTask: courierArns.rootTask, contacts: courierArns.contacts, orgFeature: courierArns.orgFeature };
const named = { sessionName: "rw-document", sourceIdentity: "rw-document", durationSeconds: 900 };
const refused = { status: "refused", code: "AccessDenied" };

describe("with the documents that are shown", () => {
  it("each role can be tried, under a policy that leaves nothing", async () => {
    const aws = await openAt(await start(shown()));
    const wishes: unknown[] = [];
    const tried = await tryRoles(roles, (wish) => {
      wishes.push(wish);
      return assumeRoleWith(aws, wish);
    });
    expect(tried.map(({ role, status }) => [role, status])).toEqual([
      ["rootTask", "assumed"],
      ["contacts", "assumed"],
      ["orgFeature", "assumed"],
    ]);
    for (const wish of wishes) {
      expect(wish).toMatchObject({ sourceIdentity: "rw-check", policy: expect.stringContaining('"Effect":"Deny"') });
    }
  });

  it("a root task is done, and the audit refused", async () => {
    const server = await start(shown());
    const aws = await openAt(server);
    const role = done(await assumeRoleWith(aws, { ...named, arn: roles.rootTask }));
    const rootOf = (name: string) =>
      assumeRootFor(aws, role, { account: member, taskPolicyArn: task(name), durationSeconds: 600 });
    const root = await deedsOf(server, done(await rootOf("IAMDeleteRootUserCredentials")));
    expect(await listAccessKeys(root)).toMatchObject({ status: "done", value: [expect.anything()] });
    for (const name of ["IAMCreateRootUserPassword", "S3UnlockBucketPolicy", "SQSUnlockQueuePolicy"]) {
      expect([name, (await rootOf(name)).status]).toEqual([name, "done"]);
    }
    expect(await rootOf("IAMAuditRootUserCredentials")).toMatchObject({ action: "sts:AssumeRoot", ...refused });
  });

  it("contacts are changed as planned, and nothing else is", async () => {
    const server = await start(shown());
    const aws = await openAt(server);
    const [first] = phonePlan.accounts;
    if (first === undefined) throw new Error("the plan is empty");
    const plan: ContactsPlan = {
      ...phonePlan,
      organization: "o-fernwood00",
      accounts: [{ ...first, account: `aws:${courierIds.bare}` }],
    };
    const policy = contactsPolicy(plan, 1);
    const contacts = await deedsOf(server, done(await assumeRoleWith(aws, { ...named, arn: roles.contacts, policy })));
    const [change] = first.changes;
    if (change?.kind !== "primary") throw new Error("no primary contact is planned");
    const put = (account: string) => putContactInformation(contacts, { contact: change.new, account });
    expect(await put(`aws:${courierIds.bare}`)).toEqual({ status: "done", value: null });
    expect(await getContactInformation(contacts, { account: `aws:${courierIds.bare}` })).toMatchObject({
      value: { contact: { PhoneNumber: "+1 555 0199" } },
    });
    expect(await put(member)).toMatchObject(refused);
  });

  it("a feature is switched, and no other", async () => {
    const server = await start(shown());
    const aws = await openAt(server);
    const switchWith = async (feature: "RootSessions" | "RootCredentialsManagement") => {
      const policy = featurePolicy({ feature, on: true });
      const session = done(await assumeRoleWith(aws, { ...named, arn: roles.orgFeature, policy }));
      return enableOrganizationsRootSessions(await deedsOf(server, session));
    };
    expect((await switchWith("RootSessions")).status).toBe("done");
    expect(await switchWith("RootCredentialsManagement")).toMatchObject(refused);
  });

  it("nobody but the courier gets in, and the courier in no other role", async () => {
    const server = await start(shown());
    const aws = await openAt(server);
    expect(await assumeRoleWith(aws, { ...named, sourceIdentity: "x1", arn: roles.rootTask })).toMatchObject(refused);
    expect(await assumeRoleWith(aws, { ...named, arn: courierArns.operator })).toMatchObject(refused);
    const reader = `arn:aws:iam::${courierIds.full}:role/RootwardReader`;
    expect(await assumeRoleWith(aws, { ...named, arn: reader })).toMatchObject(refused);
  });
});

describe("rootward courier --check", () => {
  async function check(
    server: PretendAws,
    env: (place: CourierPlaceForTest) => Readonly<Record<string, string>>,
    more: readonly string[] = [],
  ) {
    const place = new CourierPlaceForTest(server);
    closers.push(() => place.close());
    const keys = env(place);
    const run = place.run(keys, ["--check", ...more]);
    const code = await run.ended;
    for (const secret of Object.values(keys)) expect(`${run.out()}${run.said()}`).not.toContain(secret);
    return { code, out: run.out(), said: run.said() };
  }

  it("says that all three let it in", async () => {
    const { code, out, said } = await check(await start(shown()), (place) => place.keysOf(courierArns.courier));
    expect([code, said]).toEqual([0, ""]);
    expect(out).toBe(
      [
        "REHEARSAL rehearsal-courier",
        "",
        `rootTask    can be assumed  ${roles.rootTask}`,
        `contacts    can be assumed  ${roles.contacts}`,
        `orgFeature  can be assumed  ${roles.orgFeature}`,
        "",
        "All three roles can be assumed for aws:111111111111. Whether they may do their work shows with the first plan.",
        "",
      ].join("\n"),
    );
  });

  it("names the role that AWS refuses, and ends with 1", async () => {
    const server = await start(shown(["RootwardContacts"]));
    const { code, out } = await check(server, (place) => place.keysOf(courierArns.courier), ["-f", "json"]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      schema: "rootward.courier-check/v1",
      deployment: "rehearsal-courier",
      isRehearsal: true,
      management: "aws:111111111111",
      roles: [
        { role: "rootTask", arn: roles.rootTask, status: "assumed" },
        { role: "contacts", arn: roles.contacts, status: "denied", code: "AccessDenied" },
        { role: "orgFeature", arn: roles.orgFeature, status: "assumed" },
      ],
    });
  });

  it("says of a stranger's credentials that no role lets them in", async () => {
    const { code, out } = await check(await start(shown()), (place) => place.keysOf(courierArns.admin));
    expect(code).toBe(1);
    expect(out.match(/^\w+ +REFUSED +arn:aws:iam::111111111111:role\/Rootward\w+$/gm)).toHaveLength(3);
    expect(out).toContain("rootward explain courier-policy");
  });

  it("does not take silence for a yes: without credentials nothing is known, and it ends with 2", async () => {
    const { code, out } = await check(await start(shown()), () => ({}));
    expect(code).toBe(2);
    expect(out.match(/^\w+ +NOT KNOWN /gm)).toHaveLength(3);
    expect(out).toContain("No AWS credentials were found.");
    expect(out).not.toMatch(/can be assumed +arn/);
  });
});
