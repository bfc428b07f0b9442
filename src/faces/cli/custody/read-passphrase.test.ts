import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { readConfig } from "../config.ts";
import { readPassphrase } from "./read-passphrase.ts";

const cwd = mkdtempSync(join(tmpdir(), "rootward-passphrase-"));
const file = join(cwd, "words");
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const io = (input: string) => ({
  out: () => {},
  err: () => {},
  readInput: () => Promise.resolve(input),
  ask: () => Promise.resolve(null),
  terminal: { in: false, out: false, err: false },
  columns: 80,
  env: {},
  cwd,
  now: Date.now,
  signal: new AbortController().signal,
});

/** What is read, as text, or the code of what is thrown. */
async function read(given: { flags?: object; env?: Record<string, string>; input?: string }): Promise<string> {
  const settings = await readConfig({ flags: { ...given.flags }, env: given.env ?? {}, cwd });
  try {
    return Buffer.from((await readPassphrase({ io: io(given.input ?? ""), settings })).reveal()).toString();
  } catch (thrown) {
    if (thrown instanceof CodedError) return thrown.row.code;
    throw thrown;
  }
}

function put(text: string, mode = 0o600): void {
  writeFileSync(file, text);
  chmodSync(file, mode);
}

it("is the first line of the file that the variable or the flag names", async () => {
  for (const text of ["seven words\n", "seven words", "seven words\r\n", "seven words\nmore\n"]) {
    put(text);
    expect(await read({ env: { ROOTWARD_PASSPHRASE_FILE: file } })).toBe("seven words");
    expect(await read({ flags: { passphraseFile: "words" } })).toBe("seven words");
  }
});

it("is the first line of standard input, before a file that only the environment names", async () => {
  put("from the file\n");
  expect(await read({ flags: { passphraseStdin: true }, input: "from the input\n" })).toBe("from the input");
  const env = { ROOTWARD_PASSPHRASE_FILE: file };
  expect(await read({ flags: { passphraseStdin: true }, env, input: "from the input\n" })).toBe("from the input");
  expect(await read({ flags: { passphraseStdin: true, passphraseFile: "words" } })).toBe("CLI_USAGE");
});

it("is not asked for: without one the command ends", async () => {
  expect(await read({})).toBe("CLI_PASSPHRASE_MISSING");
});

it.each([
  ["empty", ""],
  ["an empty first line", "\nwords\n"],
  ["longer than any", "x".repeat(1025)],
])("is refused when it is %s", async (_, text) => {
  put(text);
  expect(await read({ env: { ROOTWARD_PASSPHRASE_FILE: file } })).toBe("CLI_PASSPHRASE_UNREADABLE");
  expect(await read({ flags: { passphraseStdin: true }, input: text })).toBe("CLI_PASSPHRASE_UNREADABLE");
});

it("is refused from a file that others may read, that is not there, or that is a directory", async () => {
  put("words\n", 0o640);
  expect(await read({ env: { ROOTWARD_PASSPHRASE_FILE: file } })).toBe("CLI_PASSPHRASE_UNREADABLE");
  expect(await read({ env: { ROOTWARD_PASSPHRASE_FILE: join(cwd, "none") } })).toBe("CLI_PASSPHRASE_UNREADABLE");
  expect(await read({ env: { ROOTWARD_PASSPHRASE_FILE: cwd } })).toBe("CLI_PASSPHRASE_UNREADABLE");
});

it("may come through a pipe", () => {
  const script = `import { readConfig } from ${JSON.stringify(new URL("../config.ts", import.meta.url).href)};
    import { readPassphrase } from ${JSON.stringify(new URL("read-passphrase.ts", import.meta.url).href)};
    const settings = await readConfig({ flags: { passphraseFile: "/dev/fd/3" }, env: {}, cwd: "/" });
    const read = await readPassphrase({ io: { cwd: "/" }, settings });
    console.log(Buffer.from(read.reveal()).toString());`;
  const command = `exec 3< <(sleep 0.1; printf 'seven '; sleep 0.1; echo words); exec "$0" --input-type=module -e "$1"`;
  const ran = spawnSync("bash", ["-c", command, process.execPath, script], { encoding: "utf8" });
  expect(ran.stdout).toBe("seven words\n");
});
