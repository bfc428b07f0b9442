import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { organizationFileOf } from "../../organization-file.ts";
import { startPretendAws, type PretendAws } from "../../start-pretend-aws.ts";
import { makePerson } from "../person.ts";

const organization = organizationFileOf({
  accounts: {
    "111111111111": {
      email: "aws+pay@corp.example",
      root: { password: { value: "fictional" } },
      contact: { phone: "+1 555 0100" },
      alternate: { security: "security@corp.example" },
    },
    "222222222222": { email: "someone-fictional@gmail.com", root: { password: { value: "fictional" } } },
  },
});
const refusedAt = (step: string) => ({ status: "refused", step });

describe("what an actor controls", () => {
  let aws: PretendAws;
  beforeEach(async () => {
    aws = await startPretendAws({ organization, seed: "actors" });
  });
  afterEach(() => aws.close());

  it("is made with the set-up token only, of known controls only", async () => {
    const post = (token: string, body: object) =>
      fetch(`${aws.url}/_setup/actors`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    expect((await post("wrong", { name: "x", controls: [] })).status).toBe(401);
    for (const controls of [["mind:ann"], ["mailbox:"], ["mailbox"], [7], "mailbox:a@b.c"]) {
      expect((await post(aws.setupToken, { name: "x", controls })).status).toBe(400);
    }
    expect((await post(aws.setupToken, { controls: [] })).status).toBe(400);
    expect((await post(aws.setupToken, { name: "x" })).status).toBe(200);
  });

  it("reads its mailbox with all plus addresses, and no other", async () => {
    await (await makePerson(aws, "anybody", [])).forgetPassword({ email: "aws+pay@corp.example" });
    const expected: readonly (readonly [string, string, number | null])[] = [
      ["mailbox:aws@corp.example", "aws@corp.example", 1],
      ["mailbox:AWS@Corp.example", "aws+pay@corp.example", 1],
      ["mailbox:aws+pay@corp.example", "aws+pay@corp.example", 1],
      ["mailbox:aws+pay@corp.example", "aws@corp.example", null],
      ["mailbox:aws@other.example", "aws@corp.example", null],
      ["mailbox:a@corp.example", "aws@corp.example", null],
      ["domain:corp.example", "aws@corp.example", 1],
      ["domain:example", "aws@corp.example", null],
      ["phone:+1 555 0100", "aws@corp.example", null],
    ];
    for (const [control, address, count] of expected) {
      const person = await makePerson(aws, control, [control]);
      const inbox = await person.mailbox(address);
      if (count === null) expect(inbox).toMatchObject(refusedAt("mailbox"));
      else expect(inbox).toMatchObject({ messages: [{ to: "aws+pay@corp.example" }] });
    }
  });

  it("hears intercepted mail that was sent while it listened, nothing before or after", async () => {
    const email = "aws+pay@corp.example";
    const send = async () => (await makePerson(aws, "anybody", [])).forgetPassword({ email });
    await send();
    const spy = await makePerson(aws, "spy", ["intercept:corp.example"]);
    expect(await spy.mailbox(email)).toEqual({ messages: [] });
    await send();
    expect(await spy.mailbox(email)).toMatchObject({ messages: [{ to: email }] });
    await makePerson(aws, "spy", []);
    await send();
    expect(await spy.mailbox(email)).toMatchObject(refusedAt("mailbox"));
    await makePerson(aws, "spy", ["intercept:corp.example"]);
    expect((await spy.mailbox(email)) as object).toHaveProperty("messages.length", 1);
    expect(await spy.mailbox("x@elsewhere.example")).toMatchObject(refusedAt("mailbox"));
  });

  it("answers its own phone only, in any spelling", async () => {
    const holder = await makePerson(aws, "holder", ["phone:+1 (555) 0100"]);
    expect(await holder.phone("+15550100")).toEqual({ messages: [] });
    expect(await holder.phone("+15550101")).toMatchObject(refusedAt("phone"));
  });

  it("claims addresses and numbers that nobody has", async () => {
    const thief = await makePerson(aws, "thief", []);
    expect(await thief.claim({ mailbox: "me@evil.example" })).toEqual({});
    expect(await thief.mailbox("me@evil.example")).toEqual({ messages: [] });
    expect(await thief.claim({ phone: "+49 30 666" })).toEqual({});
    expect(await thief.phone("+4930666")).toEqual({ messages: [] });
    const other = await makePerson(aws, "other", []);
    const taken = [
      { mailbox: "me+x@evil.example" },
      { mailbox: "aws@corp.example" },
      { mailbox: "aws+pay@corp.example" },
      { mailbox: "fresh@corp.example" },
      { mailbox: "someone-fictional@gmail.com" },
      { phone: "+1 (555) 0100" },
      { phone: "+49 30 666" },
    ];
    for (const what of taken) expect(await other.claim(what)).toMatchObject(refusedAt("claim"));
    expect(await other.claim({ mailbox: "free-fictional@gmail.com" })).toEqual({});
    const owner = await makePerson(aws, "owner", ["domain:corp.example"]);
    expect(await owner.claim({ mailbox: "fresh@corp.example" })).toEqual({});
    expect(await owner.claim({ mailbox: "no address" })).toMatchObject(refusedAt("claim"));
    expect(await owner.claim({} as { mailbox: string })).toMatchObject(refusedAt("claim"));
  });
});
