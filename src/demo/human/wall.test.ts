import { afterEach, describe, expect, it } from "vitest";
import { organizationFileOf, type OrganizationFileInput } from "../organization-file.ts";
import { startPretendAws, type PretendAws, type PretendAwsOptions } from "../start-pretend-aws.ts";
import { signedCall } from "../signin/signed-call.ts";
import { callerOf } from "./caller-of.ts";
import { makePerson, newestLink } from "./person.ts";

const deny = (action: string | readonly string[], condition: object) => ({
  Effect: "Deny",
  Principal: "*",
  Action: action,
  Resource: "*",
  Condition: condition,
});
const before = deny("signin:Authenticate", { ArnLike: { "signin:PrincipalArn": "arn:*:iam::*:root" } });
const after = deny(["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"], {
  ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" },
});
const office = deny("signin:*", {
  NotIpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" },
  StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-0abc123def4567890" },
});

const file = (choice: {
  readonly rcp?: readonly object[];
  readonly enabled?: boolean;
  readonly type?: "ENABLED" | "DISABLED";
}) =>
  ({
    organization: {
      id: "o-walltestab",
      signin: { enabled: choice.enabled ?? true },
      policyTypes: { RCP: choice.type ?? "ENABLED" },
    },
    ous: { "r-wall": { rcp: choice.rcp === undefined ? [] : ["wall"] } },
    policies: {
      wall: { type: "RCP", document: { Version: "2012-10-17", Statement: choice.rcp ?? [before] } },
    },
    accounts: {
      "111111111111": {
        role: "management",
        email: "root@corp.example",
        root: { password: { value: "fictional-root" } },
        principals: [{ arn: "user/admin", policies: ["AdministratorAccess"] }],
        signin: { statements: [{ excludedPrincipal: ["arn:aws:iam::111111111111:role/Recovery"] }] },
      },
      "222222222222": {
        email: "two@corp.example",
        root: {
          password: { value: "fictional-two" },
          keys: [{ id: "AKIAFICTIONALWALL", secret: "fictional-root-key-secret" }],
        },
        principals: [{ arn: "user/admin", policies: ["AdministratorAccess"] }],
      },
    },
  }) satisfies OrganizationFileInput;

describe("the sign-in wall", () => {
  let aws: PretendAws | undefined;
  const start = async (choice: Parameters<typeof file>[0], options: Partial<PretendAwsOptions> = {}) => {
    aws = await startPretendAws({ organization: organizationFileOf(file(choice)), seed: "wall", ...options });
    return aws;
  };
  afterEach(() => aws?.close());

  const tryTwo = async (
    at: PretendAws,
    password = "fictional-two",
    controls: readonly string[] = [],
    from?: string,
  ) => {
    const person = await makePerson(at, "visitor", controls);
    const entry = await person.signIn({ email: "two@corp.example", password, ...(from === undefined ? {} : { from }) });
    return entry.status === "refused" ? entry.why : entry.status;
  };
  const removeWall = (at: PretendAws, account: string, body: object = {}) =>
    signedCall(
      at.url,
      at.credentialsFor(`arn:aws:iam::${account}:user/admin`),
      { service: "signin", region: "us-east-1" },
      { path: "/delete-console-authorization-configuration", body: { ...body } },
    );

  it("stops a member's root before the password is looked at", async () => {
    const at = await start({ rcp: [before, after] });
    expect(await tryTwo(at)).toBe("wall");
    expect(await tryTwo(at, "wrong")).toBe("wall");
  });

  it("does nothing while console authorization is not enabled, or the policy type is off", async () => {
    expect(await tryTwo(await start({ rcp: [before, after], enabled: false }))).toBe("in");
    await aws?.close();
    expect(await tryTwo(await start({ rcp: [before, after], type: "DISABLED" }))).toBe("in");
  });

  it("with one phase alone stops there: after the password when the first is left out", async () => {
    const at = await start({ rcp: [after] });
    expect(await tryTwo(at, "wrong")).toBe("wrong");
    expect(await tryTwo(at)).toBe("wall");
  });

  it("lets the named networks pass, and only who is inside them", async () => {
    const at = await start({ rcp: [office] });
    expect(await tryTwo(at)).toBe("wall");
    expect(await tryTwo(at, "fictional-two", ["network:203.0.113.0/24"])).toBe("in");
    expect(await tryTwo(at, "fictional-two", ["network:203.0.113.0/24"], "203.0.113.9")).toBe("in");
    expect(await tryTwo(at, "fictional-two", ["network:203.0.113.0/24"], "198.51.100.77")).toBe("wall");
    expect(await tryTwo(at, "fictional-two", ["network:vpc-0abc123def4567890"])).toBe("in");
    expect(await tryTwo(at, "fictional-two", ["network:vpc-0fff123def4567890"])).toBe("wall");
    expect(await tryTwo(at, "fictional-two", [], "203.0.113.9")).toContain("does not control");
    expect(await tryTwo(at, "fictional-two", ["network:203.0.113.0/28"], "203.0.113.200")).toContain(
      "does not control",
    );
  });

  it("never stops signed calls: a root key goes on working", async () => {
    const at = await start({ rcp: [before, after] });
    const keys = { accessKeyId: "AKIAFICTIONALWALL", secretAccessKey: "fictional-root-key-secret" };
    const answer = await signedCall(
      at.url,
      keys,
      { service: "sts", region: "us-east-1" },
      {
        path: "/",
        form: { Action: "GetCallerIdentity", Version: "2011-06-15" },
      },
    );
    expect(answer.text).toContain("<Arn>arn:aws:iam::222222222222:root</Arn>");
  });

  it("falls when management removes the configuration", async () => {
    const at = await start({ rcp: [before, after] });
    expect((await removeWall(at, "111111111111", { targetId: "o-walltestab" })).status).toBe(200);
    expect(await tryTwo(at)).toBe("in");
  });

  it("stands or falls with a member's own deletion, whichever is played", async () => {
    const at = await start({ rcp: [before, after] });
    expect((await removeWall(at, "222222222222")).status).toBe(404);
    expect(await tryTwo(at)).toBe("wall");
    await at.close();
    const other = await start({ rcp: [before, after] }, { switches: { memberDeleteBeatsRcp: true } });
    expect((await removeWall(other, "222222222222")).status).toBe(200);
    expect(await tryTwo(other)).toBe("in");
  });

  it("covers the recovery pages or not, whichever is played", async () => {
    for (const wallCoversRecovery of [false, true]) {
      const at = await start({ rcp: [before, after] }, { switches: { wallCoversRecovery } });
      const reader = await makePerson(at, "reader", ["mailbox:two@corp.example"]);
      await reader.forgetPassword({ email: "two@corp.example" });
      const inbox = await reader.mailbox("two@corp.example");
      const token = inbox.status === "refused" ? null : newestLink(inbox.messages);
      expect(token === null).toBe(wallCoversRecovery);
      await at.close();
    }
  });

  it("never reaches management by RCP, and by its own policy or not, whichever is played", async () => {
    for (const accountPolicyBindsManagement of [false, true]) {
      const at = await start({ rcp: [before, after] }, { switches: { accountPolicyBindsManagement } });
      const person = await makePerson(at, "visitor", []);
      const entry = await person.signIn({ email: "root@corp.example", password: "fictional-root" });
      expect(entry.status).toBe(accountPolicyBindsManagement ? "refused" : "in");
      if (entry.status === "in") {
        expect(await callerOf(at.url, entry.credentials)).toBe("arn:aws:iam::111111111111:root");
      }
      await at.close();
    }
  });
});
