import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { organizationFileOf } from "../../organization-file.ts";
import { signedCall } from "../../signin/signed-call.ts";
import { startPretendAws, type PretendAws } from "../../start-pretend-aws.ts";
import type { IssuedCredentials } from "../../state/credential-store.ts";
import { makePerson, newestLink } from "../person.ts";

const organization = organizationFileOf({
  organization: { id: "o-mailmoveab" },
  ous: { "r-move": {} },
  accounts: {
    "111111111111": {
      role: "management",
      email: "root@corp.example",
      root: { password: { value: "fictional-root" } },
      principals: [{ arn: "user/admin", policies: ["AdministratorAccess"] }],
    },
    "222222222222": { email: "two@corp.example", root: { password: { value: "fictional-two" } } },
    "333333333333": {
      role: "standalone",
      email: "three@corp.example",
      root: { password: { value: "fictional-three" } },
    },
  },
});

describe("moving a root address at the console", () => {
  let aws: PretendAws;
  beforeEach(async () => {
    aws = await startPretendAws({ organization, seed: "root-email" });
  });
  afterEach(() => aws.close());
  const post = (keys: Omit<IssuedCredentials, "expiresAt">, path: string, body: Record<string, unknown>) =>
    signedCall(aws.url, keys, { service: "account", region: "us-east-1" }, { path: `/_human/${path}`, body });

  it.each([
    ["root@corp.example", "fictional-root"],
    ["three@corp.example", "fictional-three"],
  ])("moves %s with the code from the new mailbox; links go there from then on", async (email, password) => {
    const person = await makePerson(aws, "person", ["mailbox:new@evil.example"]);
    const entry = await person.signIn({ email, password });
    if (entry.status !== "in") throw new Error(entry.status);
    expect((await post(entry.credentials, "root-email", { email: "new@evil.example" })).body).toEqual({});
    const wrong = await post(entry.credentials, "root-email/confirm", { otp: "AAAAAA" });
    expect(wrong).toMatchObject({ status: 403, body: { step: "root-email-confirm" } });
    const inbox = await person.mailbox("new@evil.example");
    const otp = inbox.status === "refused" ? "" : (inbox.messages[0]?.otp ?? "");
    expect((await post(entry.credentials, "root-email/confirm", { otp })).body).toEqual({});
    await person.forgetPassword({ email: "new@evil.example" });
    const later = await person.mailbox("new@evil.example");
    expect(later.status === "refused" ? null : newestLink(later.messages)).not.toBeNull();
    expect(await person.signIn({ email, password })).toMatchObject({ why: "wrong" });
  });

  it("refuses members, IAM users, strangers and addresses in use", async () => {
    const person = await makePerson(aws, "person", []);
    const member = await person.signIn({ email: "two@corp.example", password: "fictional-two" });
    if (member.status !== "in") throw new Error(member.status);
    const ask = { email: "new@evil.example" };
    expect(await post(member.credentials, "root-email", ask)).toMatchObject({ body: { step: "root-email" } });
    const admin = aws.credentialsFor("arn:aws:iam::111111111111:user/admin");
    expect((await post(admin, "root-email", ask)).status).toBe(401);
    expect((await post({ ...admin, secretAccessKey: "made-up" }, "root-email", ask)).status).toBe(401);
    const root = aws.credentialsFor("arn:aws:iam::111111111111:root");
    expect(await post(root, "root-email", { email: "two@corp.example" })).toMatchObject({ status: 403 });
    expect(await post(root, "root-email", { email: "nonsense" })).toMatchObject({ status: 400 });
  });

  it("forgets the code after 24 hours", async () => {
    const person = await makePerson(aws, "person", ["mailbox:new@evil.example"]);
    const root = aws.credentialsFor("arn:aws:iam::111111111111:root");
    await post(root, "root-email", { email: "new@evil.example" });
    const inbox = await person.mailbox("new@evil.example");
    const otp = inbox.status === "refused" ? "" : (inbox.messages[0]?.otp ?? "");
    aws.state.clock.advance(24 * 3_600_000);
    const later = aws.credentialsFor("arn:aws:iam::111111111111:root");
    expect(await post(later, "root-email/confirm", { otp })).toMatchObject({ status: 403 });
  });
});
