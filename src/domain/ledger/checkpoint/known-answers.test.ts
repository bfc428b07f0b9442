import { describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "../../crypto/base64.ts";
import { concat, fromUtf8, utf8 } from "../../crypto/bytes.ts";
import { fromHex, toHex } from "../../crypto/hex.ts";
import { keyForTest } from "../log-for-test.ts";
import { HashTree } from "../merkle/hash-tree.ts";
import { leafHash } from "../merkle/tree-hash.ts";
import { printSignedNote } from "../note/signed-note.ts";
import { cosignNoteText, verifierKeyOf } from "../note/signing-key.ts";
import { parseVerifierKey, printVerifierKey } from "../note/verifier-key.ts";
import { parseCheckpoint, printCheckpoint } from "./checkpoint.ts";
import { CheckpointSigner } from "./checkpoint-signer.ts";
import { openCheckpoint } from "./open-checkpoint.ts";

// Made with another implementation of the same specifications.
const gate = keyForTest("rootward.example/acme/gate");
const broker = keyForTest("rootward.example/acme/broker", 0x20);
const witness = keyForTest("w1.example");
const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const tree = new HashTree();
for (const input of inputs) tree.append(leafHash(fromHex(input) ?? new Uint8Array(0)));
const gateText = "rootward.example/acme/gate\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";
const gateSignature = "zsTzGJEPclvCViNbFygjfIOpCAeVV+dCN0gZj+31jIQKPULnlMmTvf585ltCDlZHWqW2lmR2+WU0uDDp4eknBVHasA0=";
const cosignature =
  "KApPJAAAAABrAQlEt6JM41CUu5r2/YmiJdlfJvB/fkQi4D4Owpi0gQo1Fz792KyieDGSJwV/VyMhoD+pAsvRXKNPzMHzFqRG39OmDA==";

describe("known answers", () => {
  it("give the gate's key, its id and its one-line form", () => {
    const key = verifierKeyOf("log", gate);
    expect(toHex(key.publicKey)).toBe("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
    expect(toHex(key.id)).toBe("cec4f318");
    const line = "rootward.example/acme/gate+cec4f318+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
    expect(printVerifierKey(key)).toBe(line);
    expect(parseVerifierKey(line)).toEqual(key);
  });

  it("give the gate's checkpoint of size 8, byte for byte", () => {
    const signed = new CheckpointSigner(gate, null).signNext({ size: 8, root: tree.root() }, tree.read);
    const note = signed.status === "signed" ? (fromUtf8(signed.note) ?? "") : "";
    expect(note).toBe(`${gateText}\n\u2014 rootward.example/acme/gate ${gateSignature}\n`);
    expect(parseCheckpoint(gateText)).toEqual({ origin: gate.name, size: 8, root: tree.root() });
    expect(printCheckpoint(parseCheckpoint(gateText))).toBe(gateText);
  });

  it("give the broker's checkpoint of size 4", () => {
    const four = new HashTree();
    for (const input of inputs.slice(0, 4)) four.append(leafHash(fromHex(input) ?? new Uint8Array(0)));
    const signed = new CheckpointSigner(broker, null).signNext({ size: 4, root: four.root() }, four.read);
    const note = signed.status === "signed" ? (fromUtf8(signed.note) ?? "") : "";
    expect(note).toBe(
      "rootward.example/acme/broker\n4\n037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\n\n" +
        "\u2014 rootward.example/acme/broker ilaMEnmnlvQ/2X9+x+Re0Lnc9jXzlDOa69hX7vIXojx5iv76WquilstNKMR5pZSJS+UPDG0KMZLZvkSWBex0xd0rowE=\n",
    );
    expect(printVerifierKey(verifierKeyOf("log", broker))).toBe(
      "rootward.example/acme/broker+8a568c12+ASmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X",
    );
  });

  it("give the witness's cosignature, and its time back", () => {
    const line = cosignNoteText(witness, gateText, 1_795_230_020);
    expect(toBase64(concat(line.id, line.signature))).toBe(cosignature);
    const bytes = fromBase64(gateSignature) ?? new Uint8Array(0);
    const own = { name: gate.name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
    const note = printSignedNote({ text: gateText, signatures: [own, line] });
    const opened = openCheckpoint(note, [verifierKeyOf("log", gate), verifierKeyOf("cosignature", witness)]);
    expect(opened.status === "opened" && opened.cosigned.map(({ timeSeconds }) => timeSeconds)).toEqual([
      1_795_230_020,
    ]);
  });

  it("open notes of the specification's own texts", () => {
    // The examples of C2SP signed-note and tlog-cosignature: parsed, their keys unknown.
    const note = utf8(
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n" +
        "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n" +
        "\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n",
    );
    const opened = openCheckpoint(note, [verifierKeyOf("log", gate)]);
    expect(opened).toMatchObject({ status: "refused", row: { code: "LEDGER_UNSIGNED" } });
  });
});
