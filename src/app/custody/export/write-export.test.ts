import { describe, expect, it } from "vitest";
import { rejectedRow } from "../../../../test/support/rejected-row.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { fromUtf8, utf8 } from "../../../domain/crypto/bytes.ts";
import { sealEnvelope } from "../../../domain/custody/envelope/envelope.ts";
import { toBase64url } from "../../../domain/crypto/base64url.ts";
import type { ExportRun } from "../../../domain/custody/exports/check-export-run.ts";
import { writeFrame } from "../../../domain/custody/frame/frame.ts";
import { awsTotp } from "../../../domain/custody/totp/totp-parameters.ts";
import { age } from "../../../world/sealing/age.ts";
import { readKdbx } from "../../../world/sealing/kdbx/read-kdbx.ts";
import { writeKdbx } from "../../../world/sealing/kdbx/write-kdbx.ts";
import { openExported } from "./open-exported.ts";
import { type ExportAsk, type ExportDeps, writeExport } from "./write-export.ts";

/** Paths are `/<device>/<directory>/<file>`. */
function world(extra: Partial<ExportDeps> = {}) {
  const files = new Map<string, Uint8Array>();
  const runs: ExportRun[] = [];
  let made = 0;
  const deps: ExportDeps = {
    randomBytes: (length) => new Uint8Array(length).fill(++made),
    writeKdbx: (name, entries, password) =>
      Promise.resolve(utf8(`${name} ${entries.length} ${fromUtf8(password.reveal())}`)),
    placeOf: (file) => {
      const [, device = null, directory] = file.split("/");
      return Promise.resolve({ host: "here", device, directory: `/${device}/${directory}` });
    },
    writeNew: (file, bytes) => {
      files.set(file, bytes.slice());
      return Promise.resolve();
    },
    remove: (file) => {
      files.delete(file);
      return Promise.resolve();
    },
    runs: {
      all: () => runs,
      keep: (run) => {
        runs.push(run);
        return Promise.resolve();
      },
    },
    now: () => 1_795_230_000,
    ...extra,
  };
  return { files, runs, write: writeExport(deps) };
}
const account = { account: "aws:123456789012", name: "prod", email: "root@x", version: 3 };
const passwords = (file: string, keyFile: string): ExportAsk => ({
  vault: "P",
  items: [{ ...account, password: new Secret(utf8("pw")) }],
  file,
  keyFile,
  deployment: "acme",
});
const seeds = (file: string, keyFile: string): ExportAsk => ({
  vault: "S",
  items: [{ ...account, seed: new Secret(new Uint8Array(40).fill(1)), parameters: awsTotp }],
  file,
  keyFile,
  deployment: "acme",
});

describe("an export", () => {
  it("is a database that its key opens, with the key elsewhere, and makes its items due for rotation", async () => {
    const { files, write } = world({ writeKdbx });
    const { entries, due } = await write(passwords("/usb1/p/out.kdbx", "/usb2/k/key"));
    expect(entries).toBe(1);
    expect(due).toEqual([
      { account: "aws:123456789012", vault: "P", version: 3, reason: "exported", since: 1_795_230_000 },
    ]);
    const key = fromUtf8(files.get("/usb2/k/key") ?? new Uint8Array())?.trimEnd() ?? "";
    expect(key).toMatch(/^(?:[a-z2-7]{4}-){12}[a-z2-7]{4}$/);
    const database = files.get("/usb1/p/out.kdbx") ?? new Uint8Array();
    const [entry] = await readKdbx(database, { password: new Secret(utf8(key)), keyFile: null });
    expect(fromUtf8(entry?.fields.get("Password")?.reveal() ?? new Uint8Array())).toBe("pw");
  });

  it("of the other vault needs another device and directory, and has another key", async () => {
    const { files, write } = world();
    await write(passwords("/usb1/p/out.kdbx", "/disk/k/key-p"));
    const code = (ask: ExportAsk) => rejectedRow(write(ask));
    expect(await code(seeds("/usb1/p/seeds.kdbx", "/disk/k/key-s"))).toBe("CUSTODY_EXPORT_TOGETHER");
    expect(await code(seeds("/usb1/other/seeds.kdbx", "/disk/k/key-s"))).toBe("CUSTODY_EXPORT_TOGETHER");
    expect(files.size).toBe(2);
    await write(seeds("/usb2/s/seeds.kdbx", "/disk/k/key-s"));
    expect(files.get("/disk/k/key-s")).not.toEqual(files.get("/disk/k/key-p"));
  });

  it("is refused where its key would lie beside it, where the place is not known, and with an earlier key", async () => {
    const { write, files } = world({ randomBytes: (length) => new Uint8Array(length).fill(9) });
    expect(await rejectedRow(write(passwords("/usb1/p/out.kdbx", "/usb1/p/key")))).toBe("EXPORT_KEY_BESIDE");
    await write(passwords("/usb1/p/out.kdbx", "/disk/k/key"));
    expect(await rejectedRow(write(seeds("/usb2/s/out.kdbx", "/disk/k/key")))).toBe("CUSTODY_EXPORT_ONE_KEY");
    const lost = world({
      placeOf: () => Promise.resolve({ host: "here", device: null, directory: Math.random().toString() }),
    });
    expect(await rejectedRow(lost.write(passwords("/a/b/c", "/d/e/f")))).toBe("CUSTODY_EXPORT_PLACE_UNKNOWN");
    expect([files.size, lost.files.size]).toEqual([2, 0]);
    expect(await rejectedRow(write({ ...passwords("/x/y/z", "/u/v/w"), items: [] }))).toBe("EXPORT_NOTHING");
  });
});

describe("an answered export of passwords", () => {
  const sealed = async (
    place: { readonly account: string; readonly version: number },
    recipient: string,
    other = place,
  ) => {
    const [key, at] = [new Secret(new Uint8Array(32).fill(5)), { vault: "P", deployment: "acme" } as const];
    const plaintext = new Secret(utf8(`password of ${place.account}`));
    const nonce = new Uint8Array(12);
    const envelope = sealEnvelope({ key, place: { ...at, ...other, kind: "password" }, nonce, plaintext });
    const file = await age.encrypt(writeFrame({ ...at, ...other, kind: "dek" }, key), [recipient]);
    return { ...place, name: "n", email: null, envelope: toBase64url(envelope), file: toBase64url(file) };
  };
  const [one, two] = [
    { account: "aws:123456789012", version: 2 },
    { account: "aws:210987654321", version: 1 },
  ];

  it("is opened with the own key; what needs shares is named", async () => {
    const { identity, recipient } = await age.newHybrid();
    const answered = [await sealed(one, recipient), { ...(await sealed(two, recipient)), file: null }];
    const opened = await openExported(age, "acme", answered, identity);
    expect(opened.sealed).toEqual([two.account]);
    expect(opened.items.map(({ account: id, password }) => [id, fromUtf8(password.reveal())])).toEqual([
      [one.account, `password of ${one.account}`],
    ]);
  });

  it("with another account's item in an account's place is not opened at all", async () => {
    const { identity, recipient } = await age.newX25519();
    const answered = [await sealed(one, recipient, two)];
    expect(await rejectedRow(openExported(age, "acme", answered, identity))).toBe("CLIENT_ITEM_FOREIGN");
    const stranger = await age.newX25519();
    const mine = [await sealed(one, recipient)];
    expect(await rejectedRow(openExported(age, "acme", mine, stranger.identity))).toBe("SEALING_NOT_FOR_THIS_KEY");
  });
});
