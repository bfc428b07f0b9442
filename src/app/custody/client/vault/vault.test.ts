import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { type StandIn, standIn } from "../../../../../test/custody/client/stand-in.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { readCustodyDocument } from "../../../../domain/custody/documents/read-custody-document.ts";
import { readFrame, writeFrame } from "../../../../domain/custody/frame/frame.ts";
import { codeAnswerBytes } from "../../../../domain/custody/protocol/code-answer.ts";
import { bytesOf, type SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import { age } from "../../../../world/sealing/age.ts";
import { addPassword } from "./add-password.ts";
import { addSeed } from "./add-seed.ts";
import { showPair } from "./enrol-pair.ts";
import { newPassword, passwordLength } from "./new-password.ts";
import { operatorDesk } from "./operator-desk.ts";
import { readBroughtSeed } from "./read-seed.ts";

const account = "aws:123456789012";
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const secret = (text: string): Secret<Uint8Array> => new Secret(bytes(text));
let stand: StandIn;
beforeEach(async () => {
  stand = await standIn();
});
const submitted = () => {
  const body = stand.sent.findLast(({ call }) => call === "submit")?.body as { signed: SignedWire };
  return readCustodyDocument(bytesOf(body.signed.document)).document;
};

describe("a generated password", () => {
  it("is 40 characters that nobody mistakes, of all four classes, and no two alike", () => {
    const made = Array.from({ length: 200 }, () =>
      new TextDecoder().decode(newPassword((n) => new Uint8Array(randomBytes(n))).reveal()),
    );
    expect(new Set(made).size).toBe(200);
    for (const each of made) {
      expect(each).toHaveLength(passwordLength);
      expect(each).toMatch(/^[A-HJ-NP-Za-km-z2-9!#%+\-=?@_~]+$/);
      for (const kind of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(each).toMatch(kind);
    }
  });

  it("uses every character of its alphabet about equally often", () => {
    const counts = new Map<string, number>();
    for (let at = 0; at < 1500; at++) {
      for (const each of new TextDecoder().decode(newPassword((n) => new Uint8Array(randomBytes(n))).reveal())) {
        counts.set(each, (counts.get(each) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(67);
    const mean = (1500 * passwordLength) / 67;
    // 60,000 draws: a standard deviation is about 3 %; without the rejection some would come twice as often.
    for (const count of counts.values()) expect(Math.abs(count - mean) / mean).toBeLessThan(0.15);
  });
});

describe("a seed", () => {
  const text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  it("is read as base32 or as an otpauth line", () => {
    const plain = readBroughtSeed(bytes(`${text}\n`), account);
    const uri = readBroughtSeed(
      bytes(`otpauth://totp/Amazon%20Web%20Services:root@123456789012?secret=${text}&issuer=x`),
      account,
    );
    expect(plain.seed.reveal()).toEqual(uri.seed.reveal());
    expect(plain.seed.reveal()).toHaveLength(40);
    expect(plain.warnings).toEqual([]);
  });

  it.each([
    ["empty", ""],
    ["with a digit that base32 lacks", text.replace("A", "1")],
    ["cut in the middle of a byte", text.slice(0, 35)],
    ["of another account", `otpauth://totp/root@210987654321?secret=${text}`],
    ["of eight digits", `otpauth://totp/root@123456789012?secret=${text}&digits=8`],
    ["that counts", `otpauth://hotp/root@123456789012?secret=${text}&counter=1`],
    ["as a spreadsheet spoils it", "1.23E+11"],
  ])("%s is refused without a word of it", async (_what, brought) => {
    try {
      readBroughtSeed(bytes(brought), account);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ row: { code: "CLIENT_SEED_UNREADABLE" } });
      expect((error as Error).message).not.toContain(text.slice(2, 12));
    }
  });

  it("goes to the broker alone, as the next version of its account", async () => {
    const entered = await stand.enter("ana");
    const seed = secret("0123456789abcdefghij");
    const add = (newest: number | null) =>
      addSeed(stand.deps("ana"), entered, { account, newest, origin: "import" as const, seed });
    expect(await add(null)).toEqual({ version: 1, storedAt: 1_795_230_100 });
    const document = submitted();
    if (document.type !== "rw.enrol/v1") throw new Error(document.type);
    const opened = await age.decrypt(bytesOf(document.seed), stand.bootKey.identity);
    const read = readFrame({ vault: "S", deployment: "acme", account, kind: "seed", version: 1 }, opened);
    expect(read.status === "read" ? read.data.reveal() : null).toEqual(seed.reveal());
    await add(3);
    expect(submitted()).toMatchObject({ type: "rw.replace/v1", version: 4, origin: "import" });
  });

  it("is not sealed to a key that the broker did not sign", async () => {
    const entered = await stand.enter("ana");
    stand.lies.status = (shown) => ({ ...shown, broker: null });
    const add = addSeed(stand.deps("ana"), entered, {
      account,
      newest: null,
      origin: "import",
      seed: secret("x".repeat(20)),
    });
    expect(await codeOf(add)).toBe("CLIENT_BROKER_AWAY");
  });
});

describe("the pair of a new device", () => {
  const step = 59_841_003;
  const paired =
    (change: Record<string, unknown> = {}): StandIn["pair"] =>
    async ({ hash, documentHash, recipient, n }) => {
      const answer = {
        requestHash: documentHash,
        code: `00000${n}`,
        step: step + n,
        stepEnd: (step + n + 1) * 30_000,
        serverTime: (step + n) * 30_000 + 1,
        n,
        of: 2,
        ...change,
      };
      const frame = writeFrame(
        { vault: "S", deployment: "acme", account, kind: "code", version: n },
        new Secret(codeAnswerBytes(answer)),
      );
      return {
        status: "done",
        receipt: stand.receipt(hash, "release", "enrol-pair"),
        sealed: toBase64url(await age.encrypt(frame, [recipient])),
      };
    };
  const show = async () => {
    const shown: string[] = [];
    await showPair(stand.deps("ana"), await stand.enter("ana"), {
      account,
      version: 1,
      second: null,
      show: ({ code, n, of }) => Promise.resolve(void shown.push(`${code.reveal()} ${n}/${of}`)),
      waitFor: () => Promise.resolve(),
    });
    return shown;
  };

  it("is shown one after the other", async () => {
    stand.pair = paired();
    expect(await show()).toEqual(["000001 1/2", "000002 2/2"]);
  });

  it("that was made for another device is refused", async () => {
    stand.pair = paired({ requestHash: Buffer.alloc(32, 1).toString("base64url") });
    expect(await codeOf(show())).toBe("CLIENT_ITEM_FOREIGN");
  });
});

describe("the desk of an import", () => {
  it("stores passwords with tags that the operators alone can make, and remembers the version", async () => {
    const entered = await stand.enter("omar");
    const desk = operatorDesk(stand.deps("omar"), entered);
    expect(desk.operator).toEqual({ person: "omar", roles: ["operator-p"] });
    const key = await desk.tagKey();
    expect(stand.tagKey).not.toBeNull();
    const again = await desk.tagKey();
    expect(again?.reveal()).toEqual(key?.reveal());
    const deposit = {
      account,
      version: 1,
      origin: "import",
      password: secret("imported password"),
      flags: ["copies-elsewhere"],
      tag: "0123456789abcdef",
    } as const;
    expect(await desk.putPassword(deposit)).toEqual({ status: "stored", sameAs: [] });
    expect(stand.passwords[0]).toMatchObject({ account, version: 1, origin: "import", tag: "0123456789abcdef" });
    expect(stand.people.omar.kept.pins.passwords).toEqual({ [account]: 1 });
  });

  it("gives no tag key to an operator of the other vault, and calls what concerns one item a refusal", async () => {
    const entered = await stand.enter("ana");
    const desk = operatorDesk(stand.deps("ana"), entered);
    expect(await desk.tagKey()).toBeNull();
    const refusing = operatorDesk(
      {
        ...stand.deps("ana"),
        gate: {
          ...stand.gate,
          submit: () => Promise.resolve({ status: "refused", error: "CUSTODY_SEED_TWICE", detail: "aws:1" }),
        },
      },
      entered,
    );
    const enrolment = {
      account,
      version: 1,
      origin: "import",
      seed: bytes("file"),
      bootKey: stand.bootKey.recipient,
    } as const;
    expect(await refusing.enrol(enrolment)).toMatchObject({ status: "refused", row: { code: "CUSTODY_SEED_TWICE" } });
    const away = operatorDesk(
      {
        ...stand.deps("ana"),
        gate: {
          ...stand.gate,
          submit: () => Promise.resolve({ status: "refused", error: "BROKER_SEALED", detail: "" }),
        },
      },
      entered,
    );
    expect(await codeOf(away.enrol(enrolment))).toBe("BROKER_SEALED");
  });

  it("generated passwords keep a tag too", async () => {
    const deps = stand.deps("omar");
    const password = newPassword(deps.randomBytes);
    await addPassword(deps, await stand.enter("omar"), {
      account,
      newest: 4,
      password,
      origin: "generated",
      flags: [],
    });
    expect(stand.passwords[0]?.version).toBe(5);
    expect(stand.passwords[0]?.tag).toMatch(/^[0-9a-f]{16}$/);
  });
});
