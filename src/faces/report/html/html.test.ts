import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as launcher, type Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { oracle, requireOracle } from "../../../../test/oracle.ts";
import { bigOutcome, trickyOutcome } from "../../../../test/tricky-outcome.ts";
import type { ScanOutcome } from "../../../app/scan/outcome.ts";
import { maskOutcome } from "../mask.ts";
import { writeHtml } from "./html.ts";

const folder = mkdtempSync(join(tmpdir(), "rootward-html-"));
const browser = await oracle("chromium", async () => {
  // The package's own arguments switch web security off.
  return launcher.launch({ executablePath: await chromium.executablePath(), args: ["--no-sandbox"], headless: true });
});

afterAll(async () => {
  await browser.value?.close();
  rmSync(folder, { recursive: true, force: true });
});

function rendered(outcome: ScanOutcome): string {
  const chunks: string[] = [];
  writeHtml(outcome, (chunk) => chunks.push(chunk));
  return chunks.join("");
}

const small = rendered(maskOutcome(trickyOutcome()));

interface Opened {
  readonly page: Page;
  readonly requests: string[];
  readonly complaints: string[];
}

type How = NonNullable<Parameters<Browser["newPage"]>[0]>;

async function opened(from: Browser, text: string, name: string, how: How = {}): Promise<Opened> {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, text);
  const page = await from.newPage({ viewport: { width: 1180, height: 900 }, ...how });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => complaints.push(dialog.message()));
  await page.goto(pathToFileURL(file).href);
  return { page, requests, complaints };
}

describe("the HTML report as text", () => {
  it("allows nothing but its own style and script, by hashes that fit", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(small)?.[1] ?? "";
    const hash = (tag: string) => {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(small)?.[1] ?? "";
      return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    };
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `style-src ${hash("style")}`,
      `script-src ${hash("script")}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it("loads nothing: no source, import, style attribute or handler", () => {
    const markup = small.replace(/<(style|script)>[\s\S]*?<\/\1>/g, "");
    expect(markup).not.toMatch(/\s(src|style|on[a-z]+|srcset|poster|background)\s*=\s*"/i);
    expect(markup).not.toMatch(/<(link|iframe|object|embed|base|img|video|audio)\b/i);
    expect(small).not.toMatch(/@import|url\(/);
  });

  it("holds what a ticket needs: the mark, both questions, snapshot hash, evidence with source and time, waived struck through", () => {
    const outcome = trickyOutcome();
    for (const text of [
      "CONFIDENTIAL",
      "1. Who else can become root?",
      "2. Can we become root when we must?",
      "What to change first",
      outcome.run.snapshot,
      "iam:GetAccountSummary, 2026-11-21T03:01:00Z",
      "<s><bdi>prod-payments</bdi>",
      "Waived until 2027-02-28 by",
      "mail transport of the root mailboxes",
    ]) {
      expect(small).toContain(text);
    }
  });

  it("says whether contacts are masked", () => {
    expect(small).toContain("phone numbers are masked");
    expect(rendered(trickyOutcome())).toContain("phone numbers are shown in full");
  });
});

describe("the HTML report in a browser", () => {
  it("asks nothing of the network and complains of nothing", async (context) => {
    const { page, requests, complaints } = await opened(requireOracle(browser, context), small, "quiet");
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  const looks: readonly [string, How][] = [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["320 pixels wide", { viewport: { width: 320, height: 700 } }],
  ];
  it.for(looks)("has nothing for axe to find: %s", async ([name, how], test) => {
    const context = await requireOracle(browser, test).newContext({ viewport: { width: 1180, height: 900 }, ...how });
    const page = await context.newPage();
    const file = join(folder, `${name}.html`);
    writeFileSync(file, small);
    await page.goto(pathToFileURL(file).href);
    await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`),
    ).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await context.close();
  });

  it("filters by standing, account and check, and counts", async (context) => {
    const { page } = await opened(requireOracle(browser, context), small, "filter");
    const visible = () =>
      page.evaluate("[...document.querySelectorAll('li.f')].filter((row) => !row.closest('[hidden]')).length");
    expect(await visible()).toBe(trickyOutcome().findings.length);
    await page.getByLabel("Verdict", { exact: true }).selectOption("critical");
    expect(await visible()).toBe(4);
    expect(await page.locator("#count").textContent()).toBe(`4 of ${trickyOutcome().findings.length} findings`);
    await page.getByLabel("Account", { exact: true }).fill("333333333333");
    await expect.poll(visible).toBe(2);
    await page.getByLabel("Check", { exact: true }).fill("ROOT-KEY");
    await expect.poll(visible).toBe(1);
    await page.close();
  });

  it("works by keyboard: skip link, then sections, then an account that opens", async (context) => {
    const { page } = await opened(requireOracle(browser, context), small, "keys");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    const id = await page.locator("details.account:not([open])").first().getAttribute("id");
    await page.locator(`#${id ?? ""} summary`).focus();
    await page.keyboard.press("Enter");
    expect(await page.evaluate(`document.getElementById("${id ?? ""}").open`)).toBe(true);
    await page.close();
  });

  it("opens the account a link points to", async (context) => {
    const { page } = await opened(requireOracle(browser, context), small, "link");
    await page.evaluate("document.getElementById('a111111111111').open = false");
    await page.locator("#worst a[href='#a111111111111']").click();
    await expect.poll(() => page.evaluate("document.getElementById('a111111111111').open")).toBe(true);
    await page.close();
  });

  it("is whole without its script: everything is there, and the filter is not", async (context) => {
    const { page } = await opened(requireOracle(browser, context), small, "bare", { javaScriptEnabled: false });
    expect(await page.locator("li.f").count()).toBe(trickyOutcome().findings.length);
    expect(await page.locator("#filter").isVisible()).toBe(false);
    await page.locator("#a111111111111 summary").click();
    expect(await page.locator("#a111111111111 svg").isVisible()).toBe(true);
    await page.close();
  });

  it("prints with every part open", async (context) => {
    const { page } = await opened(requireOracle(browser, context), small, "print");
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator("details:not([open])").count()).toBe(0);
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator("details:not([open])").count()).toBeGreaterThan(0);
    await page.close();
  });

  it("runs nothing that a name brings along", async (context) => {
    const [first] = trickyOutcome().findings;
    if (first === undefined) throw new Error("the fixture is empty");
    const trap = `"><img src=x onerror=alert(1)><script>alert(2)</script></style><svg onload=alert(3)>'`;
    const findings = [
      {
        ...first,
        title: trap,
        why: trap,
        fix: `\`${trap}\``,
        resource: trap,
        needs: trap,
        account: { id: first.account.id, name: trap, ou: trap },
      },
    ];
    const text = rendered({ ...trickyOutcome(), findings });
    const { page, requests, complaints } = await opened(requireOracle(browser, context), text, "trap");
    expect([requests.length, complaints]).toEqual([1, []]);
    expect(await page.locator("img, svg[onload], main script").count()).toBe(0);
    await page.close();
  });

  it("opens with 10,000 findings of 500 accounts and still filters", async (context) => {
    const text = rendered(maskOutcome(bigOutcome(10_000, 500)));
    expect(text.length).toBeLessThan(20_000_000);
    const { page, complaints } = await opened(requireOracle(browser, context), text, "big");
    expect(await page.locator("#count").textContent()).toBe("10000 findings");
    await page.getByLabel("Account", { exact: true }).fill("700000000007");
    await expect.poll(() => page.locator("#count").textContent(), { timeout: 20_000 }).toBe("20 of 10000 findings");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
