import { describe, expect, it } from "vitest";
import { Secret } from "../../../core/secret.ts";
import { fromHex, toHex } from "../../../crypto/hex.ts";
import { anySplit, combined, knownSplit, valueAt } from "../../../../../test/support/pretend-split.ts";
import { checkShares } from "./check-shares.ts";
import { makeShares } from "./make-shares.ts";
import { shareCommitment } from "./share-commitment.ts";
import { shareMacKey } from "./share-mac.ts";
import { readShare, type Share, shareChecksum } from "./share.ts";
import { commitmentsOf, readSplitManifest, splitManifest } from "./split-manifest.ts";
import { verifyCombined } from "./verify-combined.ts";
import { codedRow } from "../../../../../test/support/coded-row.ts";

/** Secret 00…1f, second coefficient 20…3f, x = index; computed apart from this code. */
const share1 =
  "525753315011223344556677880203012020202020202020202020202020202020202020202020202020202020202020019c4e9e782297be45e20d26da";
const share3 =
  "5257533150112233445566778802030360626466686a6c6e70727476787a7c7e40424446484a4c4e50525456585a5c5e03a805f5a67044f49f4c6712e0";
const commit1 = "28ae8b2a1ed286f8c9b2f7fd51d7cc0d3ddd1e47b799364770b58e6432e39c33";
const macKey = "f2372e62698f0439e8f56ea4d2abad706ccf5303cec7b50d65045349fb72f177";

const hex = (text: string) => fromHex(text) ?? new Uint8Array();
const manifestOf = (shares: readonly Share[]) => {
  const read = splitManifest(shares, ["ann", "bob", "safe-z"].slice(0, shares.length), new Uint8Array(16));
  if (read.status !== "read") throw new Error(read.detail);
  return commitmentsOf(read.manifest);
};
const three = () => {
  const [one, two, last] = makeShares(knownSplit());
  if (one === undefined || two === undefined || last === undefined) throw new Error("three shares");
  return [one, two, last] as const;
};
/** The share with one byte of its value changed and a right checksum: what a liar brings. */
const altered = (share: Share, at = 20): Share => {
  const bytes = share.bytes.reveal().slice();
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  bytes.set(shareChecksum(bytes), 57);
  const read = readShare(new Secret(bytes));
  if (read.status !== "read") throw new Error(read.detail);
  return read.share;
};

describe("shares", () => {
  it("have the bytes, MAC, checksum and commitment of the known split", () => {
    const [one, , last] = three();
    expect(toHex(one.bytes.reveal())).toBe(share1);
    expect(toHex(last.bytes.reveal())).toBe(share3);
    expect(toHex(shareCommitment(one))).toBe(commit1);
    expect(toHex(shareMacKey(knownSplit().secret, hex("1122334455667788")).reveal())).toBe(macKey);
  });

  it("are read back with what they say of themselves", () => {
    const read = readShare(new Secret(hex(share3)));
    expect(read).toMatchObject({
      status: "read",
      share: { vault: "P", splitId: "ESIzRFVmd4g", threshold: 2, total: 3, index: 3 },
    });
  });

  it("are refused with any one bit changed", () => {
    for (let bit = 0; bit < 61 * 8; bit++) {
      const bytes = hex(share1);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readShare(new Secret(bytes)).status).toBe("refused");
    }
  });

  it.each([
    ["its threshold is one", 13, 1, "CUSTODY_SHARE_THRESHOLD"],
    ["its threshold is above the number", 13, 4, "CUSTODY_SHARE_UNREADABLE"],
    ["its number is 0", 15, 0, "CUSTODY_SHARE_UNREADABLE"],
    ["its number is above the number of shares", 15, 4, "CUSTODY_SHARE_UNREADABLE"],
    ["its vault is none", 4, 0x51, "CUSTODY_SHARE_UNREADABLE"],
    ["its x is 0", 48, 0, "CUSTODY_SHARE_UNREADABLE"],
    ["it is of a later form", 3, 0x32, "CUSTODY_SHARE_UNREADABLE"],
  ])("are refused with a right checksum when %s", (_, at, byte, code) => {
    const bytes = hex(share1);
    bytes[at] = byte;
    bytes.set(shareChecksum(bytes), 57);
    expect(readShare(new Secret(bytes))).toMatchObject({ status: "refused", row: { code } });
  });

  it("never tell their value in a refusal or in print", () => {
    const bytes = hex(share1);
    bytes[60] = 0;
    expect(JSON.stringify(readShare(new Secret(bytes)))).not.toMatch(/2020|IBAE/);
    expect(JSON.stringify(three())).not.toMatch(/2020|IBAE|32,32/);
  });

  it.each([
    ["a threshold of one", { threshold: 1 }],
    ["a threshold above their number", { threshold: 4 }],
    ["a secret of 31 bytes", { secret: new Secret(new Uint8Array(31)) }],
    ["a split id of 7 bytes", { splitId: new Uint8Array(7) }],
    ["a value of 32 bytes", { values: [1, 2].map(() => new Secret(new Uint8Array(32).fill(9))) }],
    ["one x twice", { values: [1, 1].map((x) => new Secret(valueAt(x))) }],
    ["the x 0, where the secret lies", { values: [0, 1].map((x) => new Secret(valueAt(x))) }],
  ])("are not made with %s", (_, wrong) => {
    expect(codedRow(() => makeShares({ ...knownSplit(), ...wrong }))).toBe("CUSTODY_SPLIT_IMPOSSIBLE");
  });
});

describe("before combining", () => {
  it("says how many shares are still missing", () => {
    const [one] = three();
    expect(checkShares([one], null)).toEqual({ status: "missing", have: 1, need: 2, missing: 1 });
    expect(checkShares([], manifestOf(three()))).toEqual({ status: "missing", have: 0, need: 2, missing: 2 });
  });

  it("is ready with as many as needed, and says whether commitments were compared", () => {
    const [one, , last] = three();
    expect(checkShares([one, last], null)).toEqual({ status: "ready", isCommitted: false });
    expect(checkShares([one, last], manifestOf(three()))).toEqual({ status: "ready", isCommitted: true });
  });

  it("names the bad sheet by its commitment with exactly as many as needed", () => {
    const [one, , last] = three();
    const lie = altered(last);
    expect(checkShares([one, lie], null).status).toBe("ready");
    expect(checkShares([one, lie], manifestOf(three()))).toMatchObject({
      status: "refused",
      row: { code: "CUSTODY_SHARE_WRONG" },
      sheets: [3],
    });
  });

  it("names it by the four bytes that stand on every sheet, too", () => {
    const [one, , last] = three();
    const whole = manifestOf(three());
    const short = { ...whole, commits: whole.commits.map((commit) => commit.subarray(0, 4)) };
    expect(checkShares([one, last], short).status).toBe("ready");
    expect(checkShares([one, altered(last)], short)).toMatchObject({ sheets: [3] });
    const nothing = { ...whole, commits: whole.commits.map(() => new Uint8Array()) };
    expect(checkShares([one, last], nothing)).toMatchObject({ sheets: [1, 3] });
  });

  it("refuses shares of two splits, vaults or numbers", () => {
    const [one] = three();
    const [, other] = makeShares({ ...knownSplit(), splitId: new Uint8Array(8) });
    const [, seeds] = makeShares({ ...knownSplit(), vault: "S" });
    const [, more] = makeShares({ ...knownSplit(), threshold: 3 });
    for (const each of [other, seeds, more]) {
      if (each === undefined) throw new Error("a share");
      expect(checkShares([one, each], null)).toMatchObject({ row: { code: "CUSTODY_SHARES_MIXED" } });
      expect(checkShares([each], manifestOf(three()))).toMatchObject({ row: { code: "CUSTODY_SHARES_MIXED" } });
    }
  });

  it("refuses one x twice, be it one sheet or two that say so", () => {
    const [one, two] = three();
    expect(checkShares([one, one], null)).toMatchObject({ row: { code: "CUSTODY_SHARE_TWICE" }, sheets: [1] });
    const twin = { ...two, bytes: one.bytes };
    expect(checkShares([one, twin], null)).toMatchObject({ row: { code: "CUSTODY_SHARE_TWICE" }, sheets: [1, 2] });
  });

  it("refuses a threshold below two, even where nothing else is wrong", () => {
    const [one] = three();
    expect(checkShares([{ ...one, threshold: 1 }], null)).toMatchObject({ row: { code: "CUSTODY_SHARE_THRESHOLD" } });
    const easy = { ...manifestOf(three()), threshold: 1 };
    expect(checkShares([one], easy)).toMatchObject({ row: { code: "CUSTODY_SHARE_THRESHOLD" } });
  });
});

describe("after combining", () => {
  it("the right secret is owned by every share", () => {
    const shares = three();
    expect(combined([shares[0], shares[2]])).toEqual(knownSplit().secret.reveal());
    expect(verifyCombined({ secret: knownSplit().secret, shares, kcv: null })).toEqual({ status: "right" });
  });

  it("a wrong share makes a wrong secret that none owns", () => {
    const [one, , last] = three();
    const shares = [one, altered(last)];
    const secret = new Secret(combined(shares));
    expect(verifyCombined({ secret, shares, kcv: null })).toMatchObject({
      row: { code: "CUSTODY_SECRET_WRONG" },
      sheets: [1, 3],
    });
  });

  it("a spare share that the secret disowns is named", () => {
    const [one, two, last] = three();
    const shares = [one, two, altered(last)];
    expect(verifyCombined({ secret: knownSplit().secret, shares, kcv: null })).toMatchObject({
      row: { code: "CUSTODY_SHARE_WRONG" },
      sheets: [3],
    });
  });

  it("another key check value, or fewer than two shares, is never right", () => {
    const shares = three();
    const { secret } = knownSplit();
    const expected = new Uint8Array(16);
    expect(verifyCombined({ secret, shares, kcv: { made: expected, expected } })).toEqual({ status: "right" });
    const other = { made: new Uint8Array(16).fill(1), expected };
    expect(verifyCombined({ secret, shares, kcv: other })).toMatchObject({ row: { code: "CUSTODY_MANIFEST_UNFIT" } });
    const empty = { made: new Uint8Array(), expected: new Uint8Array() };
    expect(verifyCombined({ secret, shares, kcv: empty })).toMatchObject({ row: { code: "CUSTODY_MANIFEST_UNFIT" } });
    expect(verifyCombined({ secret, shares: [], kcv: null }).status).toBe("refused");
  });

  it("holds for splits of every size", () => {
    for (const [threshold, total] of [
      [2, 2],
      [2, 5],
      [3, 5],
      [5, 7],
    ] as const) {
      const split = anySplit(threshold, total);
      const shares = makeShares(split);
      const some = shares.slice(total - threshold);
      expect(checkShares(some, null).status).toBe("ready");
      expect(combined(some)).toEqual(split.secret.reveal());
      expect(verifyCombined({ secret: split.secret, shares, kcv: null }).status).toBe("right");
      expect(combined(some.slice(1))).not.toEqual(split.secret.reveal());
    }
  });
});

describe("a split's manifest", () => {
  const good = () => {
    const read = splitManifest(three(), ["ann", "bob", "safe-z"], new Uint8Array(16));
    return read.status === "read" ? read.manifest : null;
  };

  it("names split, vault, numbers, commitments, holders and key check value", () => {
    expect(good()).toMatchObject({ splitId: "ESIzRFVmd4g", vault: "P", t: 2, n: 3, holders: ["ann", "bob", "safe-z"] });
    expect(readSplitManifest(good()).status).toBe("read");
  });

  it.each([
    ["an unknown field", { extra: 1 }],
    ["a threshold of one", { t: 1 }],
    ["a threshold above the number", { t: 4 }],
    ["another number of commitments", { n: 4 }],
    ["one commitment twice", { commits: Array.from({ length: 3 }, () => good()?.commits[0]) }],
    ["a missing holder", { holders: ["ann", "bob"] }],
    ["a key check value of 15 bytes", { kcv: "AAAAAAAAAAAAAAAAAAAA" }],
  ])("is refused with %s", (_, wrong) => {
    expect(readSplitManifest({ ...good(), ...wrong })).toMatchObject({ row: { code: "CUSTODY_MANIFEST_UNFIT" } });
  });
});
