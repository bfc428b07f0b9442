import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { organizationFileOf } from "../../organization-file.ts";
import { startPretendAws, type PretendAws } from "../../start-pretend-aws.ts";
import { callerOf } from "../caller-of.ts";
import { makePerson, newestLink, type Person } from "../person.ts";

const organization = organizationFileOf({
  organization: { id: "o-recoverabc" },
  ous: { "r-reco": {} },
  accounts: {
    "999999999999": { role: "management", email: "management@corp.example", root: { password: {} } },
    "111111111111": {
      email: "root@corp.example",
      root: { password: { value: "fictional-old" }, mfa: [{ kind: "fido" }] },
      contact: { phone: "+1 555 0100" },
      principals: [{ arn: "user/admin", policies: ["AdministratorAccess"] }],
    },
    "222222222222": { email: "none@corp.example", root: "none" },
  },
});
const email = "root@corp.example";
const linkFor = async (person: Person, address = email) => {
  const inbox = await person.mailbox(address);
  return inbox.status === "refused" ? null : newestLink(inbox.messages);
};
const codeFor = async (person: Person, number = "+15550100") => {
  const heard = await person.phone(number);
  return heard.status === "refused" ? null : (heard.messages.at(-1)?.code ?? null);
};

describe("recovery by mail and phone", () => {
  let aws: PretendAws;
  beforeEach(async () => {
    aws = await startPretendAws({ organization, seed: "recovery" });
  });
  afterEach(() => aws.close());

  it("sets a new password by a link that works once, and leaves MFA on", async () => {
    const reader = await makePerson(aws, "reader", [`mailbox:${email}`]);
    expect(await reader.forgetPassword({ email })).toEqual({});
    const token = (await linkFor(reader)) ?? "";
    expect(await reader.setPassword({ token, password: "fictional-new" })).toEqual({});
    expect(await reader.setPassword({ token, password: "again" })).toMatchObject({ step: "new-password" });
    expect(await reader.signIn({ email, password: "fictional-old" })).toMatchObject({ why: "wrong" });
    expect((await reader.signIn({ email, password: "fictional-new" })).status).toBe("mfa");
  });

  it("says nothing and mails nothing for unknown addresses and roots without password", async () => {
    const reader = await makePerson(aws, "reader", ["domain:corp.example"]);
    expect(await reader.forgetPassword({ email: "nobody@corp.example" })).toEqual({});
    expect(await reader.forgetPassword({ email: "none@corp.example" })).toEqual({});
    expect(await linkFor(reader, "nobody@corp.example")).toBeNull();
    expect(await linkFor(reader, "none@corp.example")).toBeNull();
  });

  it("forgets a link after a day, and one whose password was deleted", async () => {
    const reader = await makePerson(aws, "reader", [`mailbox:${email}`]);
    await reader.forgetPassword({ email });
    const first = (await linkFor(reader)) ?? "";
    aws.state.clock.advance(24 * 3_600_000);
    expect(await reader.setPassword({ token: first, password: "x" })).toMatchObject({ step: "new-password" });
    await reader.forgetPassword({ email });
    const second = (await linkFor(reader)) ?? "";
    for (const account of aws.state.accounts.values()) account.root.password = null;
    expect(await reader.setPassword({ token: second, password: "x" })).toMatchObject({ step: "new-password" });
  });

  it("gets past MFA by mail, then phone, ringing the number that stands there at that moment", async () => {
    const thief = await makePerson(aws, "thief", [`mailbox:${email}`, "phone:+49 30 666"]);
    await thief.forgetPassword({ email });
    await thief.setPassword({ token: (await linkFor(thief)) ?? "", password: "fictional-new" });
    const asked = await thief.signIn({ email, password: "fictional-new" });
    const pending = asked.status === "mfa" ? asked.pending : "";
    expect(await thief.troubleshootMfa({ pending })).toEqual({});
    const token = (await linkFor(thief)) ?? "";
    for (const account of aws.state.accounts.values()) {
      account.contact = { ...account.contact, PhoneNumber: "+4930666" };
    }
    const ringing = await thief.confirmMail({ token });
    if (ringing.status === "refused") throw new Error(ringing.why);
    expect(await codeFor(thief)).toBeNull();
    const code = (await codeFor(thief, "+49 30 666")) ?? "";
    const entry = await thief.confirmPhone({ call: ringing.call, code });
    if (entry.status !== "in") throw new Error(entry.status);
    expect(await callerOf(aws.url, entry.credentials)).toBe("arn:aws:iam::111111111111:root");
    expect(await thief.confirmPhone({ call: ringing.call, code })).toMatchObject({ step: "troubleshoot-mfa-phone" });
  });

  it("asks for the password first, then the mail, then the phone, in this order only", async () => {
    const owner = await makePerson(aws, "owner", [`mailbox:${email}`, "phone:+1 555 0100"]);
    expect(await owner.troubleshootMfa({ pending: "made-up" })).toMatchObject({ step: "troubleshoot-mfa" });
    expect(await owner.confirmMail({ token: "made-up" })).toMatchObject({ step: "troubleshoot-mfa-mail" });
    expect(await owner.confirmPhone({ call: "made-up", code: "1" })).toMatchObject({ step: "troubleshoot-mfa-phone" });
    await owner.forgetPassword({ email });
    const reset = (await linkFor(owner)) ?? "";
    expect(await owner.confirmMail({ token: reset })).toMatchObject({ step: "troubleshoot-mfa-mail" });
    expect(await codeFor(owner)).toBeNull();
  });

  it("hangs up after three wrong codes", async () => {
    const owner = await makePerson(aws, "owner", [`mailbox:${email}`, "phone:+1 555 0100"]);
    const asked = await owner.signIn({ email, password: "fictional-old" });
    await owner.troubleshootMfa({ pending: asked.status === "mfa" ? asked.pending : "" });
    const ringing = await owner.confirmMail({ token: (await linkFor(owner)) ?? "" });
    const call = ringing.status === "refused" ? "" : ringing.call;
    for (const wrong of ["a", "b", "c"]) await owner.confirmPhone({ call, code: wrong });
    const code = (await codeFor(owner)) ?? "";
    expect(await owner.confirmPhone({ call, code })).toMatchObject({ status: "refused", why: "no such call" });
  });
});
