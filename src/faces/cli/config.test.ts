import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CodedError } from "../../domain/core/coded-error.ts";
import { readConfig } from "./config.ts";

const folder = (files: Record<string, string> = {}): string => {
  const made = mkdtempSync(join(tmpdir(), "rootward-config-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(made, name, ".."), { recursive: true });
    writeFileSync(join(made, name), text);
  }
  return made;
};

const code = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no error",
    (error: unknown) => (error instanceof CodedError ? error.row.code : String(error)),
  );

describe("configuration", () => {
  it("takes a flag over the environment over ./rootward.yaml over the user's file over the default", async () => {
    const cwd = folder({ "rootward.yaml": "failOn: low\norgRoleName: FromHere\nregion: eu-west-1\n" });
    const home = folder({ "rootward/config.yaml": "failOn: medium\nprofile: mine\norgRoleName: FromHome\n" });
    const env = { XDG_CONFIG_HOME: home, ROOTWARD_ORG_ROLE_NAME: "FromEnv", ROOTWARD_REGION: "eu-west-2" };
    const read = await readConfig({ flags: { region: "eu-west-3" }, env, cwd });
    const shown = ["region", "orgRoleName", "failOn", "profile", "concurrency"].map((key) => [
      key === "concurrency" ? read.number(key) : read.text(key),
      read.origin(key),
    ]);
    expect(shown).toEqual([
      ["eu-west-3", "flag"],
      ["FromEnv", "environment"],
      ["low", "./rootward.yaml"],
      ["mine", "user config"],
      [64, "default"],
    ]);
  });

  it("refuses unknown keys and variables, and broken files with their position", async () => {
    const bare = folder();
    expect(await code(readConfig({ flags: {}, env: { ROOTWARD_FAIL_ONN: "x" }, cwd: bare }))).toBe(
      "CLI_SETTING_UNKNOWN",
    );
    const typo = folder({ "rootward.yaml": "failon: low\n" });
    expect(await code(readConfig({ flags: {}, env: {}, cwd: typo }))).toBe("CLI_SETTING_UNKNOWN");
    const broken = folder({ "rootward.yaml": "a: [1\nb: 2\n" });
    await expect(readConfig({ flags: {}, env: {}, cwd: broken })).rejects.toMatchObject({
      row: { code: "CLI_CONFIG_MALFORMED" },
      position: { line: 2 },
    });
    const twice = folder({ "rootward.yaml": "region: a-b\nregion: c-d\n" });
    expect(await code(readConfig({ flags: {}, env: {}, cwd: twice }))).toBe("CLI_CONFIG_MALFORMED");
  });

  it("refuses a file that was named and is not there, and does without the default one", async () => {
    const cwd = folder();
    expect(await code(readConfig({ flags: { config: join(cwd, "no.yaml") }, env: {}, cwd }))).toBe(
      "CLI_CONFIG_UNREADABLE",
    );
    expect(await code(readConfig({ flags: {}, env: {}, cwd }))).toBe("no error");
  });
});
