import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isolateEnvironment } from "../../../../test/support/collect-trial.ts";
import {
  courierArn,
  deedIds as ids,
  done,
  rootTaskRole,
  startDeedTrial,
  type DeedTrial,
} from "../../../../test/support/deed-trial.ts";
import { getContactInformation } from "../deeds/account/get-contact-information.ts";
import { putContactInformation } from "../deeds/account/put-contact-information.ts";
import { getAccountSummary } from "../deeds/iam/get-account-summary.ts";
import { listAccessKeys } from "../deeds/iam/list-access-keys.ts";
import { assumeRoleWith } from "./assume-role-with.ts";
import { assumeRootFor } from "./assume-root-for.ts";

const task = (name: string) => `arn:aws:iam::aws:policy/root-task/${name}`;
const member = `aws:${ids.member}`;
const auditTask = { account: member, taskPolicyArn: task("IAMAuditRootUserCredentials"), durationSeconds: 600 };
const contactsRole = {
  ...rootTaskRole,
  arn: `arn:aws:iam::${ids.management}:role/RootwardContacts`,
  durationSeconds: 900,
};
const readOnly = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "account:GetContactInformation", Resource: "*" }],
});
const contact = {
  FullName: "N",
  AddressLine1: "1",
  City: "B",
  PostalCode: "1",
  CountryCode: "CH",
  PhoneNumber: "+41 31 555 01 00",
};

describe("the courier at AWS", () => {
  let trial: DeedTrial;
  beforeEach(async () => {
    trial = await startDeedTrial();
  });
  afterEach(() => trial.close());
  const calls = (operation: string) => trial.server.counters().operations[operation] ?? 0;

  it("assumes a role for a document, with the end of the session and its account", async () => {
    const courier = await trial.courier();
    const session = done(await assumeRoleWith(courier, rootTaskRole));
    expect(session).toMatchObject({ account: `aws:${ids.management}`, region: "us-east-1" });
    const seconds = session.expiresAt - Math.floor(trial.server.state.clock.now() / 1000);
    expect(seconds).toBeGreaterThan(880);
    expect(seconds).toBeLessThanOrEqual(900);
    expect(session.keys.reveal().accessKeyId).toMatch(/^ASIA/);
    expect(`${inspect(session)}${JSON.stringify(session)}`).not.toContain(session.keys.reveal().secretAccessKey);
  });

  it("names the document in the session, without which the roles let nobody in", async () => {
    const courier = await trial.courier();
    expect((await assumeRoleWith(courier, { ...rootTaskRole, sourceIdentity: "rw-ab12" })).status).toBe("done");
    expect(await assumeRoleWith(courier, { ...rootTaskRole, sourceIdentity: "somebody" })).toMatchObject({
      status: "refused",
      code: "AccessDenied",
    });
  });

  it("opens root of a member for one task, with the role's session", async () => {
    const courier = await trial.courier();
    const role = done(await assumeRoleWith(courier, rootTaskRole));
    const session = done(await assumeRootFor(courier, role, auditTask));
    expect(session.account).toBe(member);
    const seconds = session.expiresAt - Math.floor(trial.server.state.clock.now() / 1000);
    expect(seconds).toBeGreaterThan(580);
    expect(seconds).toBeLessThanOrEqual(600);
    const root = await trial.open(session);
    expect(done(await listAccessKeys(root))).toHaveLength(2);
    expect(await putContactInformation(root, { contact })).toMatchObject({ status: "refused", code: "AccessDenied" });
  });

  it("limits a session by an inline policy", async () => {
    const courier = await trial.courier();
    const limited = await trial.open(done(await assumeRoleWith(courier, { ...contactsRole, policy: readOnly })));
    const whole = await trial.open(done(await assumeRoleWith(courier, contactsRole)));
    expect((await getContactInformation(limited, { account: member })).status).toBe("done");
    expect(await putContactInformation(limited, { account: member, contact })).toMatchObject({
      status: "refused",
      code: "AccessDenied",
      advice: "The session policy does not let it through.",
    });
    expect((await putContactInformation(whole, { account: member, contact })).status).toBe("done");
  });

  it("sends no request for a session policy that is empty: the role's whole power would be open", async () => {
    const courier = await trial.courier();
    for (const policy of ["", " \n"]) {
      expect(await assumeRoleWith(courier, { ...contactsRole, policy })).toMatchObject({
        status: "refused",
        code: "MalformedPolicyDocument",
      });
    }
    expect(calls("sts:AssumeRole")).toBe(0);
  });

  it("is refused a role and a root that it may not assume", async () => {
    const courier = await trial.courier();
    const arn = `arn:aws:iam::${ids.management}:role/nobody`;
    expect(await assumeRoleWith(courier, { ...rootTaskRole, arn })).toMatchObject({
      status: "refused",
      action: "sts:AssumeRole",
      code: "AccessDenied",
    });
    const contacts = done(await assumeRoleWith(courier, contactsRole));
    expect(await assumeRootFor(courier, contacts, auditTask)).toMatchObject({
      status: "refused",
      action: "sts:AssumeRoot",
      code: "AccessDenied",
    });
    const role = done(await assumeRoleWith(courier, rootTaskRole));
    const own = { ...auditTask, account: `aws:${ids.management}` };
    expect(await assumeRootFor(courier, role, own)).toMatchObject({ status: "refused", code: "AccessDenied" });
  });

  it("tells the global STS endpoint from a refusal", async () => {
    const courier = await trial.courier();
    const role = done(await assumeRoleWith(courier, rootTaskRole));
    const global = await trial.courier({ endpointUrl: trial.server.globalUrl });
    expect(await assumeRootFor(global, role, auditTask)).toMatchObject({
      status: "refused",
      code: "InvalidAction",
      advice: "The global STS endpoint does not know this call. Use a regional one.",
    });
  });

  it("asks the regional STS endpoint, in us-east-1 too", async () => {
    process.env["AWS_STS_REGIONAL_ENDPOINTS"] = "legacy";
    for (const region of ["us-east-1", "eu-central-1"]) {
      const { deeds } = await trial.courier({ endpointUrl: undefined, region });
      const hosts: string[] = [];
      const deed = await deeds.run("sts:AssumeRoot", async (clients) => {
        const { config } = await clients.sts();
        hosts.push(config.endpointProvider({ Region: await config.region(), UseGlobalEndpoint: false }).url.host);
        hosts.push(String(config.useGlobalEndpoint));
      });
      expect([deed.status, hosts]).toEqual(["done", [`sts.${region}.amazonaws.com`, "false"]]);
    }
  });

  it("never opens a second session after an unanswered request", async () => {
    const courier = await trial.courier();
    const role = done(await assumeRoleWith(courier, rootTaskRole));
    trial.setFaults({ kind: "drop", operation: "AssumeRoot" });
    expect(await assumeRootFor(courier, role, auditTask)).toMatchObject({
      status: "refused",
      code: "Unreachable",
      advice: expect.stringContaining("a session that nobody holds"),
    });
    expect(calls("sts:AssumeRoot")).toBe(1);
  });

  it("starts without credentials, says so when it is asked, and finds those that come later", async () => {
    const courier = await trial.courier();
    isolateEnvironment();
    expect(await assumeRoleWith(courier, rootTaskRole)).toMatchObject({
      status: "refused",
      code: "CredentialsProviderError",
      advice: expect.stringContaining("No AWS credentials were found."),
    });
    expect(calls("sts:AssumeRole")).toBe(0);
    trial.useKeys(courierArn);
    expect((await assumeRoleWith(courier, rootTaskRole)).status).toBe("done");
  });

  it("takes new credentials once when its own have expired", async () => {
    const courier = await trial.courier();
    done(await assumeRoleWith(courier, rootTaskRole));
    trial.setFaults({ kind: "expire", operation: "AssumeRole", times: 1 });
    expect((await assumeRoleWith(courier, rootTaskRole)).status).toBe("done");
    trial.setFaults({ kind: "expire", operation: "AssumeRole" });
    expect(await assumeRoleWith(courier, rootTaskRole)).toMatchObject({ status: "refused", code: "ExpiredToken" });
    expect(calls("sts:AssumeRole")).toBe(5);
  });

  it("gives a session that reads nothing once it has ended", async () => {
    const root = await trial.open(trial.sessionOf(`arn:aws:iam::${ids.member}:user/admin`, 60));
    trial.server.state.clock.advance(61_000);
    expect(await getAccountSummary(root)).toMatchObject({ status: "refused", code: "ExpiredToken" });
  });
});
