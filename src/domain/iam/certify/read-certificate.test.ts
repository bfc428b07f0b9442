import { describe, expect, it } from "vitest";
import { CodedError, positionText } from "../../core/coded-error.ts";
import { checkCertificate } from "./check-certificate.ts";
import { readCertificate } from "./read-certificate.ts";
import { exampleFile } from "./subject-for-test.ts";

function failure(value: unknown): string {
  try {
    readCertificate(typeof value === "string" ? value : JSON.stringify(value, null, 2), "proof.json");
    return "read";
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return `${error.row.code} ${positionText(error.position)}`;
  }
}

describe("a certificate file", () => {
  it("is read with its documents, and its claim is accepted", () => {
    const { subject, certificate } = readCertificate(JSON.stringify(exampleFile));
    expect(checkCertificate(subject, certificate)).toMatchObject({ status: "accepted" });
    expect(subject.layers.identity).toMatchObject([{ name: "admin" }, { name: "guard" }]);
    expect(subject.keys?.get("aws:SourceIp")).toEqual(["10.0.0.1"]);
  });

  it("is refused at its place when the shape is wrong", () => {
    const { certificate, subject } = exampleFile;
    const text = JSON.stringify(exampleFile, null, 2);
    expect(failure({ ...exampleFile, version: 2 })).toMatch(/^CERTIFY_VERSION proof.json:2:14 .at version/);
    expect(failure({ ...exampleFile, more: 1 })).toMatch(/^CERTIFY_SHAPE proof.json/);
    expect(failure({ ...exampleFile, certificate: { ...certificate, actions: [] } })).toContain("certificate.actions");
    expect(failure({ ...exampleFile, certificate: { ...certificate, tree: { kind: "trust me" } } })).toContain(
      "certificate.tree.kind",
    );
    expect(failure({ ...exampleFile, subject: { ...subject, devices: -1 } })).toContain("subject.devices");
    expect(failure({ ...exampleFile, subject: { ...subject, credential: "magic" } })).toContain("subject.credential");
    expect(failure(text.replace("111122223333:user", "999999999999:user"))).toContain("subject.principal.arn");
    expect(failure(text.replace('"Deny"', '"Dony"'))).toMatch(
      /^IAM_POLICY_VALUE proof.json:\d+:\d+ .at subject.layers.identity\[1\].policy.Statement\[0\].Effect/,
    );
    expect(failure(text.replace('"version": 1,', '"version": 1, "version": 1,'))).toMatch(/^IAM_JSON_DUPLICATE_KEY/);
    expect(failure(text.slice(0, -3))).toMatch(/^IAM_JSON_SYNTAX/);
  });

  it("may hold a tree of many splits, but not one without end", () => {
    const nested = (depth: number): string => {
      const { atom, ...leaf } = { ...exampleFile.certificate.tree, atom: undefined };
      const split = { kind: "split", atom: { statement: leaf.statement, part: "resource" }, whenFalse: leaf };
      const head = JSON.stringify({ ...split, whenTrue: 0 }).slice(0, -2);
      const tree = head.repeat(depth) + JSON.stringify(leaf) + "}".repeat(depth);
      expect(atom).toBeUndefined();
      return JSON.stringify({ ...exampleFile, certificate: { ...exampleFile.certificate, tree: 7 } }).replace(
        '"tree":7',
        `"tree":${tree}`,
      );
    };
    const { subject, certificate } = readCertificate(nested(300));
    expect(checkCertificate(subject, certificate).status).toBe("accepted");
    expect(failure(nested(450))).toMatch(/^CERTIFY_SHAPE/);
    expect(failure(nested(100_000))).toMatch(/^IAM_JSON_TOO_DEEP/);
  });
});
