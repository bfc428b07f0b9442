import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { quickIdentity } from "../../../../test/custody/deployment/quick-identity.ts";
import { type Around, type Ran, runInProcess } from "../../../../test/scripts/run-in-process.ts";
import { environmentOf } from "../../../../test/scripts/stage.ts";
import { isolateEnvironment } from "../../../../test/support/collect-trial.ts";
import { loadShipped } from "../../../demo/organizations/load.ts";
import { courierArns, courierIds, loadCourier } from "../../../demo/organizations/load-courier.ts";
import type { OrganizationFile } from "../../../demo/organization-file.ts";
import { type PretendAws, startPretendAws } from "../../../demo/start-pretend-aws.ts";

const { full: shop, bare: lab } = courierIds;
const reader = `arn:aws:iam::${lab}:role/RootwardReader`;
let aws: PretendAws;
let cwd: string;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "rootward-contacts-"));
  await quickIdentity(join(cwd, "ann"), "acme", "ann", "ann generated words that nobody knows");
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
beforeEach(async () => {
  aws = await startPretendAws({ organization: loadCourier() });
});
afterEach(async () => aws.close());

async function rootward(
  argv: readonly string[],
  as: string = courierArns.operator,
  around: Partial<Around> = {},
): Promise<Ran> {
  isolateEnvironment();
  Object.assign(process.env, environmentOf(aws, as));
  try {
    return await runInProcess(["contacts", ...argv], { cwd, ...around });
  } finally {
    isolateEnvironment();
  }
}

async function serve(organization: OrganizationFile): Promise<void> {
  await aws.close();
  aws = await startPretendAws({ organization });
}

const plan = (yaml: string, more: readonly string[] = []): Promise<Ran> => {
  writeFileSync(join(cwd, "desired.yaml"), yaml);
  return rootward(["plan", "--file", "desired.yaml", "--save", "a.plan", "--force", "--identity", "ann", ...more]);
};

describe("contacts status", () => {
  it("of a plain member shows its own account, says what is missing, and is not whole", async () => {
    const { code, out } = await rootward(["status"], reader);
    expect(code).toBe(3);
    expect(out).toContain("unknown     organizations:DescribeOrganization (denied");
    expect(out).toContain("account     3333 3333 3333  where it stands is not known");
    expect(out).toContain("phone       ***0140, UNVERIFIED");
    expect(out.match(/^account /gm)).toHaveLength(1);
  });

  it("of accounts that were named shows them although nobody may list any", async () => {
    const central = `arn:aws:iam::${courierIds.management}:role/RootwardCentral`;
    aws.state.faults.set([{ kind: "deny", service: "organizations", operation: "ListAccounts", rate: 1 }]);
    const { code, out } = await rootward(["status", "--accounts", `${shop},${lab}`, "--json"], central);
    const said = JSON.parse(out) as { missing: unknown[]; accounts: { primary: { status: string } }[] };
    expect([code, said.missing.length]).toEqual([3, 1]);
    expect(said.accounts.map(({ primary }) => primary.status)).toEqual(["read", "read"]);
  });

  it("of a standalone account shows what AWS tells it about itself", async () => {
    await serve(loadShipped("solo"));
    const { code, out } = await rootward(["status"], reader);
    expect([code, out.includes("standalone"), out.includes("not known")]).toEqual([0, true, false]);
    expect(out).toMatch(/^phone +\*\*\*[0-9]{4}, /m);
  });

  it("does not count what AWS shows nobody: an account that is not active", async () => {
    const file = loadCourier();
    const { [lab]: closed, ...others } = file.accounts;
    if (closed === undefined) throw new Error(lab);
    await serve({ ...file, accounts: { ...others, [lab]: { ...closed, state: "SUSPENDED" } } });
    const { code, out } = await rootward(["status", "--accounts", lab]);
    expect([code, out.includes("member, not active"), out.includes("unknown")]).toEqual([0, true, false]);
  });

  it("that was stopped prints nothing that looks whole", async () => {
    const stop = new AbortController();
    aws.state.faults.set([{ kind: "latency", service: "account", milliseconds: 300, rate: 1 }]);
    setTimeout(() => stop.abort(), 150);
    const { code, out, err } = await rootward(["status", "-f", "json=stopped.json"], courierArns.operator, {
      signal: stop.signal,
    });
    expect([code, out, existsSync(join(cwd, "stopped.json"))]).toEqual([130, "", false]);
    expect(err).not.toContain("error:");
  });

  it("says once that credentials have expired", async () => {
    aws.state.faults.set([{ kind: "expire", rate: 1 }]);
    const { code, err } = await rootward(["status"]);
    expect([code, err.includes("[AWS_CREDENTIALS_EXPIRED]")]).toEqual([2, true]);
  });
});

describe("contacts plan", () => {
  const wish = `accounts:\n  "${shop}": {primary: {phone: "+1 503 555 0150"}, mailbox: shop-root@fernwood.example}\n`;

  it("has contacts in full in its file alone", async () => {
    const text = await plan(wish);
    const json = await plan(wish, ["--json"]);
    expect([text.code, json.code]).toEqual([0, 0]);
    const contacts = ["503 555 0150", "503 555 0110", "shop-root@", "aws-root+shop@", "15035550110"];
    for (const each of contacts) expect(`${text.out}${text.err}${json.out}${json.err}`).not.toContain(each);
    const saved = readFileSync(join(cwd, "a.plan"), "utf8");
    expect([saved.includes("+1 503 555 0150"), saved.includes("shop-root@fernwood.example")]).toEqual([true, true]);
    expect((await plan(wish, ["--show-contacts"])).out).toContain("+1 503 555 0110 -> +1 503 555 0150");
  });

  it("warns of a number that becomes the second factor of several accounts", async () => {
    const { out } = await plan(`accounts: {"*": {primary: {phone: "+1 503 555 0150"}}}\n`, ["--json"]);
    const { warnings } = JSON.parse(out) as { warnings: string[] };
    expect(warnings).toContain(
      "3 accounts get the same number (***0150): its holder is the second factor of all of them.",
    );
  });

  it("plans nothing for an address that another account has, and says so by its exit", async () => {
    const { code, out } = await plan(`accounts:\n  "${shop}": {mailbox: aws-root+lab@fernwood.example}\n`);
    expect([code, out.includes("[CONTACTS_RECORD_UNFIT]")]).toEqual([1, true]);
    expect(out.replaceAll(/\s+/g, " ")).toContain(`the address belongs to account ${lab}`);
  });

  it("is made for an organization only", async () => {
    await serve(loadShipped("solo"));
    writeFileSync(join(cwd, "desired.yaml"), wish);
    const argv = ["plan", "--file", "desired.yaml", "--save", "solo.plan", "--identity", "ann"];
    const { code, err } = await rootward(argv, reader);
    expect([code, err.includes("[CONTACTS_OUT_OF_REACH]"), existsSync(join(cwd, "solo.plan"))]).toEqual([
      2,
      true,
      false,
    ]);
  });

  it("changes nothing at AWS, and asks only for what the file speaks of", async () => {
    await plan(`accounts:\n  "${shop}": {alternate: {billing: none}}\n`);
    const { calls } = aws.counters();
    expect(JSON.stringify(calls)).not.toMatch(/Put|Delete|Start|GetContactInformation/);
  });
});
