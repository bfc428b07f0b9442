// People who do not give up: each command is repeated until it succeeds, and what it acknowledged is written down.
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Deployment, Name } from "../deployment/deployment.ts";
import type { Acknowledged } from "./acknowledged.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const word = (from: string, length: number): string =>
  [...randomBytes(length)].map((byte) => from[byte % from.length] ?? "").join("");
/** The account at a place of the import. */
export const accountAt = (at: number): string => String(100_000_000_000 + at);

/** Writes the two files of an import of so many accounts. */
export function writeImports(deployment: Deployment, count: number): void {
  const rows = Array.from({ length: count }, (_, at) => [accountAt(at), `account-${at}`, `root+${at}@example.com`]);
  const table = (last: string, secret: () => string): string =>
    [["Account #", "Account Name", "Account Email", last], ...rows.map((row) => [...row, secret()])]
      .map((row) => row.join(","))
      .join("\n");
  writeFileSync(
    deployment.path("seeds.csv"),
    table("MFA Seed", () => word(letters, 64)),
    { mode: 0o600 },
  );
  const password = (): string => word("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 40);
  writeFileSync(deployment.path("passwords.csv"), table("Password", password), { mode: 0o600 });
}

/** Imports one of the files, again and again, until every row is stored. */
export async function importAll(deployment: Deployment, vault: "P" | "S", told: Acknowledged): Promise<void> {
  const [name, file] = vault === "P" ? (["ann", "passwords.csv"] as const) : (["bob", "seeds.csv"] as const);
  const acknowledged = vault === "P" ? told.passwords : told.seeds;
  await insisting(async () => {
    const argv = ["vault", "import", file, "--vault", vault, "--apply", "-f", "json"];
    const ran = await deployment.as(name, vault === "P" ? [...argv, "--generated"] : argv);
    if (ran.out === "") return false;
    const { rows } = JSON.parse(ran.out) as { rows: { account: string; outcome?: { status: string } }[] };
    for (const { account, outcome } of rows) {
      if (outcome?.status === "stored" || outcome?.status === "there") acknowledged.add(account);
    }
    return ran.code === 0;
  });
}

/** One whole use of an account: request, two approvals, password, a code where it is asked for, close. */
export async function useAccount(
  deployment: Deployment,
  account: string,
  told: Acknowledged,
  withCode: boolean,
): Promise<void> {
  let requestId = "";
  await insisting(async () => {
    const ran = await deployment.as("cleo", ["bg", "request", account, "--reason", "lockout", "-f", "json"]);
    if (ran.code === 0) requestId = String((JSON.parse(ran.out) as Record<string, unknown>)["requestId"]);
    // Its reply was lost, and perhaps its keys: another one is asked for.
    else if (ran.err.includes("CUSTODY_REQUEST_LIVE")) await withdrawAll(deployment, account);
    return ran.code === 0;
  });
  told.requests.add(requestId);
  for (const name of ["ann", "bob"] as const) {
    await insisting(async () => {
      const ran = await deployment.as(name, ["bg", "approve", requestId]);
      if (ran.code === 0) told.approvals.push({ requestId, person: name });
      return ran.code === 0 || (await phaseOf(deployment, requestId, name)) === "ready";
    });
  }
  const asked = withCode ? (["password", "code"] as const) : (["password"] as const);
  for (const what of asked) {
    await insisting(async () => {
      const ran = await deployment.as("cleo", ["bg", what, requestId, "-f", "json"]);
      if (ran.code !== 0) return /CUSTODY_BUDGET_SPENT/.test(ran.err);
      const { n = 1 } = JSON.parse(ran.out) as { n?: number };
      told.releases.push({ requestId, what, n });
      return true;
    });
  }
  await insisting(async () => {
    const ran = await deployment.as("cleo", ["bg", "close", requestId, "--statement", "done"]);
    if (ran.code === 0) told.closed.add(requestId);
    return ran.code === 0 || (await phaseOf(deployment, requestId, "cleo")) === "closed";
  });
}

async function withdrawAll(deployment: Deployment, account: string): Promise<void> {
  const ran = await deployment.as("cleo", ["bg", "status", "-f", "json"]);
  const ids = [...new Set([...ran.out.matchAll(/"requestId": ?"(\w{26})"/g)].map(([, id]) => id ?? ""))];
  for (const id of ids) {
    const { out } = await deployment.as("cleo", ["bg", "status", id, "-f", "json"]);
    if (out.includes(account)) await deployment.as("cleo", ["bg", "withdraw", id]);
  }
}

async function phaseOf(deployment: Deployment, requestId: string, name: Name): Promise<string> {
  const ran = await deployment.as(name, ["bg", "status", requestId, "-f", "json"]);
  return /"phase": ?"([a-z-]+)"/.exec(ran.out)?.[1] ?? "unknown";
}

async function insisting(step: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await step()) return;
    await pause(50 + Math.random() * 150);
  }
  throw new Error("it never succeeded");
}
