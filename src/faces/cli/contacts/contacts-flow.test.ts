import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson } from "../../../demo/human/person.ts";
import { courierIds } from "../../../demo/organizations/load-courier.ts";
import { batchesOf } from "../../../domain/custody/contacts/contacts-batches.ts";
import { readContactsPlan, planBytes } from "../../../domain/custody/contacts/contacts-plan.ts";
import { ContactsWorld, manyIds } from "./contacts-world-for-test.ts";

const { full: shop, bare: lab } = courierIds;
const newMailbox = "lab-root@fernwood.example";

let world: ContactsWorld;
beforeAll(async () => {
  world = await ContactsWorld.make();
}, 120_000);
afterAll(async () => world.end());

/** Plans what a YAML text wants; the plan's file. */
async function planned(file: string, yaml: string, more: readonly string[] = []): Promise<string> {
  world.write(`${file}.yaml`, yaml);
  await world.must("ann", ["contacts", "plan", "--file", `${file}.yaml`, "--save", file, ...more]);
  return file;
}

/** Puts a plan up; its document's hash. */
async function proposed(file: string, more: readonly string[] = []): Promise<string> {
  const { code, said } = await world.json("ann", ["contacts", "apply", file, ...more]);
  expect([code, said["state"]]).toEqual([0, "proposed"]);
  return String(said["hash"]);
}

async function approved(file: string, more: readonly string[] = []): Promise<string> {
  const hash = await proposed(file, more);
  for (const name of ["bob", "cleo"] as const) await world.must(name, ["roster", "sign", "--proposal", hash]);
  return hash;
}

/** The one sentence and the code of a refusal, with the exit code. */
async function refusal(argv: readonly string[]): Promise<string> {
  const { code, err } = await world.as("ann", argv);
  return `${code} ${/\[([A-Z_]+)\]$/m.exec(err)?.[1] ?? err}`;
}

const phone = (account: string, number: string): string =>
  `accounts:\n  "${account}": {primary: {phone: "${number}"}}\n`;
const contactOf = (id: string) => [...world.aws.state.accounts].find(([key]) => key === id)?.[1];

describe("a plan of contacts", () => {
  it("is put up, approved, carried out, and what it moves goes on with the code", async () => {
    const file = await planned(
      "one.plan",
      [
        "accounts:",
        `  "${shop}":`,
        '    primary: {phone: "+1 503 555 0150"}',
        "    alternate:",
        "      security: none",
        '      billing: {name: Bill, title: Clerk, email: bill@fernwood.example, phone: "+1 503 555 0160"}',
        `  "${lab}": {mailbox: ${newMailbox}}`,
        "",
      ].join("\n"),
    );
    expect(statSync(join(world.cwd, file)).mode & 0o777).toBe(0o600);
    const hash = await proposed(file);
    expect(await refusal(["contacts", "apply", file])).toBe("1 CUSTODY_QUORUM_MISSING");
    expect(contactOf(shop)?.contact.PhoneNumber).toBe("+1 503 555 0110");
    for (const name of ["bob", "cleo"] as const) await world.must(name, ["roster", "sign", "--proposal", hash]);

    const first = await world.as("ann", ["contacts", "apply", file, "--document", hash]);
    expect(first.out).toContain("changed, and read back as planned");
    expect(first.out).toContain("AWS mailed a code to l***@fernwood.example");
    expect([first.code, first.out.includes("--otp-file")]).toEqual([1, true]);
    expect(contactOf(shop)?.contact.PhoneNumber).toBe("+1 503 555 0150");
    expect(contactOf(shop)?.verification).toBe("UNVERIFIED");

    const reader = await makePerson(world.aws, "reader", [`mailbox:${newMailbox}`]);
    const mails = await reader.mailbox(newMailbox);
    const codes = mails.status === undefined ? mails.messages.map(({ otp }) => otp ?? "") : [];
    expect(codes).toHaveLength(1);
    world.write("codes", `${lab} ${codes[0] ?? ""}\n`, 0o644);
    expect(await refusal(["contacts", "apply", file, "--otp-file", "codes"])).toBe("2 CLI_INPUT_UNREADABLE");
    world.write("codes", `${lab} ${codes[0] ?? ""}\n`);
    const last = await world.json("ann", ["contacts", "apply", file, "--otp-file", "codes"]);
    expect(last.said).toMatchObject({ state: "applied", hash, stopped: null });
    expect(last.said["accounts"]).toMatchObject([
      { status: "changed", changes: [{}, { change: "BILLING contact" }, { change: "SECURITY contact" }] },
      { account: `aws:${lab}`, status: "changed", changes: [{ change: "root mailbox", status: "changed" }] },
    ]);
    expect(last.code).toBe(0);

    const asked = world.sessions;
    expect(asked).toBe(2);
    expect((await world.as("ann", ["contacts", "apply", file])).code).toBe(0);
    // What is finished asks for no session any more.
    expect(world.sessions).toBe(asked);
    const { said } = await world.json("ann", ["contacts", "status", "--accounts", `${shop},${lab}`, "--show-contacts"]);
    expect(said["accounts"]).toMatchObject([
      {
        primary: { value: { PhoneNumber: "+1 503 555 0150", FullName: "Noor Haddad" } },
        alternates: { BILLING: { value: { EmailAddress: "bill@fernwood.example" } }, SECURITY: { value: null } },
      },
      { mailbox: { value: newMailbox } },
    ]);
    expect(said["documents"]).toMatchObject({ documents: [{ hash, state: "in-force", person: "ann" }] });
  });

  it("was told to the old mailboxes, masked, before it was carried out", async () => {
    const to = () => world.mail.mails.flatMap((each) => each.to);
    await expect
      .poll(to, { timeout: 20_000 })
      .toEqual(
        expect.arrayContaining([
          "aws-root+shop@fernwood.example",
          "aws-root+lab@fernwood.example",
          "security@fernwood.example",
        ]),
      );
    const old = world.mail.mails.find((each) => each.to.includes("aws-root+lab@fernwood.example"))?.text ?? "";
    expect(old).toContain("l***@fernwood.example");
    expect(old).not.toContain(newMailbox);
    const told = async (): Promise<unknown> => {
      const documents = (await world.json("bob", ["contacts", "status", "--accounts", lab])).said["documents"] as {
        readonly documents: readonly { readonly told: readonly { readonly to: string; readonly state: string }[] }[];
      };
      return documents.documents[0]?.told.map(({ to, state }) => `${to}: ${state}`);
    };
    await expect
      .poll(told, { timeout: 20_000, interval: 500 })
      .toEqual([
        "mail: sent",
        "mail to a***@fernwood.example: sent",
        "mail to s***@fernwood.example: sent",
        "mail to a***@fernwood.example: sent",
      ]);
  });

  it("that a custodian stops while it waits is never carried out", async () => {
    const file = await planned("two.plan", phone(lab, "+1 503 555 0170"));
    const hash = await approved(file, ["--wait", "1h"]);
    expect(await refusal(["contacts", "apply", file])).toBe("1 CUSTODY_TOO_EARLY");
    const waiting = await world.as("ann", ["contacts", "status", "--accounts", lab]);
    expect(waiting.out.replaceAll(/\s+REHEARSAL\s+/g, " ")).toContain(`rootward bg veto --document ${hash}`);
    await world.must("cleo", ["bg", "veto", "--document", hash]);
    await expect
      .poll(() => refusal(["contacts", "apply", file]), { timeout: 20_000, interval: 500 })
      .toBe("2 CUSTODY_STOPPED");
    expect(await refusal(["contacts", "apply", file, "--document", hash])).toBe("2 CUSTODY_STOPPED");
    const { said } = await world.json("bob", ["contacts", "status", "--accounts", lab]);
    expect(said["documents"]).toMatchObject({ documents: [{ hash, state: "vetoed" }, {}] });
    expect(contactOf(lab)?.contact.PhoneNumber).toBe("+1 503 555 0140");
  });

  it("changes nothing where somebody else changed the record meanwhile", async () => {
    const file = await planned("three.plan", phone(lab, "+1 503 555 0180"));
    await approved(file);
    const account = contactOf(lab);
    if (account === undefined) throw new Error(lab);
    account.contact = { ...account.contact, PhoneNumber: "+1 503 555 6666" };
    const { code, said } = await world.json("ann", ["contacts", "apply", file]);
    expect(code).toBe(1);
    expect(said["accounts"]).toMatchObject([
      { status: "stale", changes: [{ status: "stale", fields: ["PhoneNumber"] }] },
    ]);
    expect((await world.as("ann", ["contacts", "apply", file])).out).toContain("CONTACTS_PLAN_STALE");
    expect(contactOf(lab)?.contact.PhoneNumber).toBe("+1 503 555 6666");
  });

  it("that was edited after its approvals is another one", async () => {
    const file = await planned("four.plan", phone(shop, "+1 503 555 0190"));
    const hash = await approved(file);
    const plan = readContactsPlan(Buffer.from(world.read(file)));
    const text = world.read(file);
    world.write(file, text.replace("0190", "0191"));
    expect(readContactsPlan(Buffer.from(world.read(file))).accounts).not.toEqual(plan.accounts);
    expect(await refusal(["contacts", "apply", file, "--document", hash])).toBe("2 SESSION_PLAN_OTHER");
    world.write(file, JSON.stringify(JSON.parse(text), null, 2));
    expect(await refusal(["contacts", "apply", file])).toBe("2 CONTACTS_PLAN_FOREIGN");
    world.write(file, Buffer.from(planBytes(plan)).toString());
    expect((await world.as("ann", ["contacts", "apply", file])).code).toBe(0);
    expect(contactOf(shop)?.contact.PhoneNumber).toBe("+1 503 555 0190");
  });

  it("is put up by an operator of the password vault alone, and carried out by nobody else", async () => {
    const file = await planned("five.plan", phone(shop, "+1 503 555 0200"));
    const { code, err } = await world.as("bob", ["contacts", "apply", file]);
    expect([code, err.includes("CUSTODY_ROLE_MISSING")]).toEqual([2, true]);
    const { said } = await world.json("ann", ["contacts", "apply", file]);
    // The plan before this one is in force for the same account.
    expect(said["warnings"]).toContainEqual(
      expect.stringMatching(/^Another plan for 1 of these accounts is in force: /),
    );
    const hash = String(said["hash"]);
    for (const name of ["bob", "cleo"] as const) await world.must(name, ["roster", "sign", "--proposal", hash]);
    const other = await world.as("bob", ["contacts", "apply", file, "--document", hash]);
    expect([other.code, other.err.includes("CUSTODY_ROLE_MISSING")]).toEqual([2, true]);
  });

  it("asks at a terminal before it signs, and for the code where nobody brought it", async () => {
    const address = "shop-root@fernwood.example";
    const file = await planned("six.plan", `accounts:\n  "${shop}": {mailbox: ${address}}\n`);
    const left = await world.as("ann", ["contacts", "apply", file], { answers: ["n"] });
    expect([left.code, left.err.includes("Nothing was signed."), left.out]).toEqual([1, true, ""]);
    const put = await world.as("ann", ["contacts", "apply", file], { answers: ["y"] });
    const hash = /rw\.contacts\/v1 ([A-Za-z0-9_-]{43})/.exec(put.out)?.[1] ?? "";
    for (const name of ["bob", "cleo"] as const) await world.must(name, ["roster", "sign", "--proposal", hash]);

    const later = await world.as("ann", ["contacts", "apply", file], { answers: [""] });
    expect([later.code, later.err.includes("AWS mailed a code to s***@fernwood.example")]).toEqual([1, true]);
    const reader = await makePerson(world.aws, "shop-reader", [`mailbox:${address}`]);
    const mails = await reader.mailbox(address);
    const codes = mails.status === undefined ? mails.messages.map(({ otp }) => otp ?? "") : [];
    // A later run asks for the same code again and has no other one mailed.
    expect(codes).toHaveLength(1);
    const done = await world.as("ann", ["contacts", "apply", file], { answers: ["zzzzzz", codes[0] ?? ""] });
    expect([done.code, done.err.includes("The code for shop")]).toEqual([0, true]);
    expect(contactOf(shop)?.email).toBe(address);
  });

  it("stops between two accounts when it is told to, and goes on later", async () => {
    const wish = ["accounts:", phone(shop, "+1 503 555 0211"), phone(lab, "+1 503 555 0212")].join("\n");
    const file = await planned("seven.plan", wish.replaceAll("accounts:\n  ", "  "));
    const hash = await approved(file);
    const stop = new AbortController();
    world.onSession = () => stop.abort();
    const stopped = await world.as("ann", ["contacts", "apply", file], { signal: stop.signal });
    expect([stopped.code, stopped.out.includes("2 not begun")]).toEqual([130, true]);
    expect(contactOf(shop)?.contact.PhoneNumber).not.toBe("+1 503 555 0211");
    world.onSession = () => {};
    const { code, said } = await world.json("ann", ["contacts", "apply", file, "--document", hash]);
    expect([code, said["accounts"]]).toMatchObject([0, [{ status: "changed" }, { status: "changed" }]]);
  });

  it("of more accounts than one session has room for asks for a session for each part", async () => {
    const wishes = manyIds.map(
      (id) =>
        `  "${id}": {alternate: {operations: {name: N, title: T, email: n@fernwood.example, phone: "+15035550233"}}}`,
    );
    const file = await planned("many.plan", `accounts:\n${wishes.join("\n")}\n`);
    await approved(file);
    const before = world.sessions;
    const { code, said } = await world.json("ann", ["contacts", "apply", file]);
    expect([code, (said["accounts"] as { status: string }[]).map(({ status }) => status)]).toEqual([
      0,
      manyIds.map(() => "changed"),
    ]);
    expect(world.sessions - before).toBeGreaterThan(1);
    expect(world.sessions - before).toBe(batchesOf(readContactsPlan(Buffer.from(world.read(file)))).length);
  });

  it("is not begun where no session can be had, and says why", async () => {
    const file = await planned("eight.plan", phone(shop, "+1 503 555 0222"));
    await approved(file);
    await world.endCourier();
    const { code, out, err } = await world.as("ann", ["contacts", "apply", file]);
    expect([code, out.includes("not begun")]).toEqual([2, true]);
    expect(err).toMatch(/^error: .*\[[A-Z_]+\]\n {2}→ /);
    expect(contactOf(shop)?.contact.PhoneNumber).toBe("+1 503 555 0211");
  });

  it("leaves no key of any session on a screen, in a file or in a log", () => {
    const handedOut = world.issued.filter(({ accessKeyId }) => accessKeyId.startsWith("ASIA"));
    expect(handedOut.length).toBeGreaterThan(5);
    const files = world.files();
    expect([...files.keys()]).toEqual(expect.arrayContaining(["one.plan", "one.plan.journal", "ann/client.json"]));
    for (const { accessKeyId, secretAccessKey, sessionToken } of handedOut) {
      for (const secret of [accessKeyId, secretAccessKey, sessionToken ?? secretAccessKey]) {
        expect(world.heard).not.toContain(secret);
        const holding = [...files].filter(([, text]) => text.includes(secret)).map(([name]) => name);
        expect(holding).toEqual([]);
      }
    }
  });
});
