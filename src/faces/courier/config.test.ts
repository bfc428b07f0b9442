import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { seedOf, spkiOf } from "../../../test/custody/people.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { readConfig, readDoorKey } from "./config.ts";
import { readArgs } from "./read-args.ts";

const directory = mkdtempSync(join(tmpdir(), "rootward-courier-config-"));
const file = join(directory, "courier.json");
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const whole = {
  deployment: "acme",
  separation: "users",
  user: "rootward-courier",
  brokerSpki: spkiOf("broker"),
  management: "aws:111111111111",
  roles: {
    rootTask: "arn:aws:iam::111111111111:role/RootwardRootTask",
    contacts: "arn:aws:iam::111111111111:role/RootwardContacts",
    orgFeature: "arn:aws:iam::111111111111:role/RootwardOrgFeature",
  },
  socket: "../run-courier/courier.sock",
  foreignPaths: ["../gate"],
};
const door = { host: "0.0.0.0", port: 7845, key: "door.key", gateSpki: "A".repeat(43) };

function read(value: unknown) {
  writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
  return readConfig(file);
}

/** The detail of the coded error that reading ends with; it names the file. */
function refusal(value: unknown): string {
  try {
    read(value);
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    expect([thrown.row.code, thrown.row.exit, thrown.position?.file]).toEqual(["COURIER_CONFIG_FOREIGN", 2, file]);
    return thrown.detail ?? "";
  }
  return "read";
}

describe("a courier's configuration", () => {
  it("has paths from where it lies", () => {
    expect(read(whole)).toMatchObject({
      socket: join(directory, "..", "run-courier/courier.sock"),
      foreignPaths: [join(directory, "..", "gate")],
    });
    const { socket: _, ...elsewhere } = whole;
    expect(read({ ...elsewhere, door })).toMatchObject({ door: { ...door, key: join(directory, "door.key") } });
  });

  it.each([
    ["a key that nobody knows", { vault: "data" }, "vault: "],
    ["a role that nobody knows", { roles: { ...whole.roles, audit: whole.roles.contacts } }, "roles"],
    ["no key of the broker", { brokerSpki: undefined }, "brokerSpki: "],
    ["a broker's key that is none", { brokerSpki: "A".repeat(59) }, "brokerSpki: "],
    ["a management account without partition", { management: "111111111111" }, "management: "],
    ["a role that is a user", { roles: { ...whole.roles, contacts: "arn:aws:iam::111111111111:user/x" } }, "roles."],
    ["two ways in", { door }, "socket: either this or door"],
    ["no way in", { socket: undefined }, "socket: either this or door"],
    ["a role of another partition", { management: "aws-us-gov:111111111111" }, "roles.rootTask: another partition"],
    ["a deployment like a rehearsal's", { deployment: "rehearsal-acme" }, "separation: "],
    ["no separation", { separation: "none" }, "separation: "],
    ["a rehearsal that is none", { rehearsal: true }, "separation: "],
    ["an endpoint that is no address", { endpointUrl: "file:///etc/passwd" }, "endpointUrl: "],
    ["a region with a path", { region: "us-east-1/../x" }, "region: "],
  ])("is refused with %s, by its key", (_, change, detail) => {
    expect(refusal({ ...whole, ...change })).toContain(detail);
  });

  it("is refused where it is not there, no JSON or no object", () => {
    expect(() => readConfig(join(directory, "nowhere.json"))).toThrow("ENOENT");
    for (const text of ["", "{", "[]", "null", "7"]) expect(refusal(text)).not.toBe("read");
  });

  it("gives a value or a coded error, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        refusal(text);
      }),
      { numRuns: 200 },
    );
    const some = fc.dictionary(fc.constantFrom(...Object.keys(whole), "door", "rehearsal"), fc.jsonValue());
    fc.assert(
      fc.property(some, (change) => {
        refusal({ ...whole, ...change });
      }),
      { numRuns: 200 },
    );
  });
});

describe("the key of a courier's door", () => {
  const key = join(directory, "door.key");
  const refused = (text: string, mode = 0o400): string => {
    rmSync(key, { force: true });
    writeFileSync(key, text);
    chmodSync(key, mode);
    try {
      return String(readDoorKey(key).reveal().length);
    } catch (thrown) {
      return thrown instanceof CodedError ? `${thrown.row.code} ${thrown.detail ?? ""}` : "another error";
    }
  };
  const good = `${toBase64url(seedOf("door"))}\n`;

  it("is 32 random bytes that nobody else may open", () => {
    expect(refused(good)).toBe("32");
    expect(refused(good, 0o440)).toContain("others may open it");
    expect(refused("A".repeat(43))).toContain("not a random key");
    for (const text of ["", "AAAA", `${good}x`, "ä".repeat(20)]) expect(refused(text)).toContain("no key of 32 bytes");
    rmSync(key);
    expect(() => readDoorKey(key)).toThrow("ENOENT");
  });
});

describe("the flags of a courier", () => {
  it("are its configuration, and how it is checked", () => {
    expect(readArgs(["--config", "x"])).toEqual({ config: "x", check: null });
    expect(readArgs(["--config", "x", "--check"])).toEqual({ config: "x", check: "text" });
    expect(readArgs(["--config=x", "--check", "-f", "json"])).toEqual({ config: "x", check: "json" });
  });

  it.each([[[]], [["--check"]], [["--config", "x", "more"]], [["--config", "x", "--vault", "y"]]])(
    "are refused as %j",
    (args) => {
      expect(() => readArgs(args)).toThrow(expect.objectContaining({ row: expect.objectContaining({ exit: 2 }) }));
    },
  );

  it("have a format with --check alone, and one that there is", () => {
    expect(() => readArgs(["--config", "x", "-f", "json"])).toThrow("--check");
    expect(() => readArgs(["--config", "x", "--check", "-f", "xml"])).toThrow("xml");
  });
});
