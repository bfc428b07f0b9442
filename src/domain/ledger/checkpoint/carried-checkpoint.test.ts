import { describe, expect, it } from "vitest";
import { fromHex } from "../../crypto/hex.ts";
import { toBase64 } from "../../crypto/base64.ts";
import { entryForTest, keyForTest, logForTest, verifiedForTest } from "../log-for-test.ts";
import { consistencyPlan, proofOf } from "../merkle/proof-plan.ts";
import { parseVerifierKey } from "../note/verifier-key.ts";
import { verifierKeyOf } from "../note/signing-key.ts";
import { carry, type CarriedCheckpoint, carryUnseen, openCarried } from "./carried-checkpoint.ts";
import { followCheckpoint } from "./follow-checkpoint.ts";
import { openCheckpoint, type VerifiedCheckpoint } from "./open-checkpoint.ts";

// From a request that another implementation made.
const known: CarriedCheckpoint = {
  origin: "rootward.example/acme/broker",
  root: "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=",
  sig: "ilaMEnmnlvQ/2X9+x+Re0Lnc9jXzlDOa69hX7vIXojx5iv76WquilstNKMR5pZSJS+UPDG0KMZLZvkSWBex0xd0rowE=",
  size: 4,
};
const brokerKey = parseVerifierKey(
  "rootward.example/acme/broker+8a568c12+ASmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X",
);
const gate = keyForTest("rootward.example/acme/gate");
const gateKey = verifierKeyOf("log", gate);
const inputs = ["", "00", "10", "2021"].map((hex) => fromHex(hex) ?? new Uint8Array(0));

describe("a checkpoint that a document carries", () => {
  it("is the known one, made and opened", () => {
    const log = logForTest(keyForTest(known.origin, 0x20), inputs);
    const opened = openCheckpoint(log.note, [brokerKey]);
    expect(opened.status === "opened" && carry(opened)).toEqual(known);
    expect(openCarried(known, [gateKey, brokerKey])).toMatchObject({ status: "signed", checkpoint: { size: 4 } });
  });

  it("says nothing before the log signed anything", () => {
    expect(openCarried(carryUnseen(known.origin), [brokerKey])).toEqual({ status: "unseen" });
    expect(carryUnseen(known.origin)).toMatchObject({
      size: 0,
      sig: "",
      root: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    });
  });

  const last = known.sig.replace("ilaM", "ilaN");
  it.each([
    ["an invented size", { ...known, size: 400 }, "LEDGER_SIGNATURE_BAD"],
    ["an invented root", { ...known, root: toBase64(new Uint8Array(32)) }, "LEDGER_SIGNATURE_BAD"],
    ["no signature", { ...known, sig: "" }, "LEDGER_UNSIGNED"],
    ["another key's id", { ...known, sig: last }, "LEDGER_UNSIGNED"],
    ["another origin", { ...known, origin: "rootward.example/acme/gate" }, "LEDGER_UNSIGNED"],
    ["an origin of two lines", { ...known, origin: "a\nb" }, "LEDGER_UNSIGNED"],
    ["a short signature", { ...known, sig: "AAAA" }, "LEDGER_CHECKPOINT_FOREIGN"],
    ["a signature that is not base64", { ...known, sig: "?" }, "LEDGER_CHECKPOINT_FOREIGN"],
    ["a short root", { ...known, root: "AAAA" }, "LEDGER_CHECKPOINT_FOREIGN"],
    ["half an entry", { ...known, size: 3.5 }, "LEDGER_CHECKPOINT_FOREIGN"],
    ["a size below 0", { ...known, size: -1 }, "LEDGER_CHECKPOINT_FOREIGN"],
  ])("is refused with %s", (_, carried, code) => {
    expect(openCarried(carried, [gateKey, brokerKey])).toMatchObject({ status: "refused", row: { code } });
  });
});

describe("a client that follows a log", () => {
  const logs = Array.from({ length: 12 }, (_, count) =>
    logForTest(
      gate,
      Array.from({ length: count }, (_, at) => entryForTest(at)),
    ),
  );
  const headOf = (count: number): VerifiedCheckpoint => {
    const tree = logs[count]?.tree;
    return verifiedForTest({ origin: gate.name, size: count, root: tree?.root() ?? new Uint8Array(32) });
  };
  const proofFor = (first: number, second: number) => {
    const tree = logs[second]?.tree;
    return tree === undefined ? [] : proofOf(consistencyPlan(first, second), tree.read);
  };

  it("takes its first checkpoint as it is, and each longer one with a proof", () => {
    expect(followCheckpoint(null, headOf(3), [])).toEqual({ status: "accepted", remember: headOf(3) });
    for (let first = 0; first < 12; first++) {
      for (let second = first; second < 12; second++) {
        const followed = followCheckpoint(headOf(first), headOf(second), proofFor(first, second));
        expect(followed).toEqual({ status: "accepted", remember: headOf(second) });
      }
    }
  });

  it("refuses a shorter one, another one of the same size, one without proof and one of another log, and keeps its own", () => {
    const other = { ...headOf(5), root: headOf(6).root };
    const elsewhere = { ...headOf(6), origin: known.origin };
    const remember = headOf(5);
    const code = (each: ReturnType<typeof followCheckpoint>) => [
      each.status === "refused" && each.row.code,
      each.remember,
    ];
    expect(code(followCheckpoint(remember, headOf(4), []))).toEqual(["LEDGER_BEHIND", remember]);
    expect(code(followCheckpoint(remember, other, []))).toEqual(["LEDGER_FORKED", remember]);
    expect(code(followCheckpoint(remember, headOf(6), []))).toEqual(["LEDGER_PROOF_BAD", remember]);
    expect(code(followCheckpoint(remember, elsewhere, proofFor(5, 6)))).toEqual(["LEDGER_OTHER_ORIGIN", remember]);
  });
});
