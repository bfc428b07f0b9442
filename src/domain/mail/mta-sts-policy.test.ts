import { describe, expect, it } from "vitest";
import { mtaStsPolicy } from "./mta-sts-policy.ts";
import { isMxPattern, mxPatternCovers } from "./mx-pattern.ts";

// The example of RFC 8461 section 3.2.
const example =
  "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.example.net\r\nmx: backupmx.example.com\r\nmax_age: 604800\r\n";

describe("a policy text", () => {
  it("is read in the form of the RFC's example, with LF too, and without a last line end", () => {
    const expected = {
      status: "policy",
      mode: "enforce",
      mx: ["mail.example.com", "*.example.net", "backupmx.example.com"],
      maxAgeSeconds: 604_800,
    };
    expect(mtaStsPolicy(example)).toEqual(expected);
    expect(mtaStsPolicy(example.replaceAll("\r", ""))).toEqual(expected);
    expect(mtaStsPolicy(example.trimEnd())).toEqual(expected);
  });

  it.each([
    [
      "unknown fields are passed over",
      "version: STSv1\nmode: testing\nx-note: hi there\nmx: a.net\nmax_age: 1\n",
      "testing",
    ],
    [
      "of a repeated field the first counts",
      "version: STSv1\nmode: enforce\nmode: none\nmx: a.net\nmax_age: 1\n",
      "enforce",
    ],
    ["mode none needs no mx", "version: STSv1\nmode: none\nmax_age: 0\n", "none"],
    ["blanks may surround values", "version:STSv1 \nmode: \t enforce\t\nmx:a.net\nmax_age: 31557600\n", "enforce"],
  ])("%s", (_name, text, mode) => {
    expect(mtaStsPolicy(text)).toMatchObject({ status: "policy", mode });
  });

  it.each([
    ["empty", ""],
    ["no version", "mode: enforce\nmx: a.net\nmax_age: 1\n"],
    ["another version", "version: STSv2\nmode: enforce\nmx: a.net\nmax_age: 1\n"],
    ["a mode in capitals", "version: STSv1\nmode: Enforce\nmx: a.net\nmax_age: 1\n"],
    ["a field name in capitals", "version: STSv1\nMode: enforce\nmx: a.net\nmax_age: 1\n"],
    ["no max_age", "version: STSv1\nmode: enforce\nmx: a.net\n"],
    ["a max_age over a year", "version: STSv1\nmode: enforce\nmx: a.net\nmax_age: 31557601\n"],
    ["a max_age with a sign", "version: STSv1\nmode: enforce\nmx: a.net\nmax_age: +1\n"],
    ["no mx in enforce", "version: STSv1\nmode: enforce\nmax_age: 1\n"],
    ["a bare star", "version: STSv1\nmode: enforce\nmx: *\nmax_age: 1\n"],
    ["a star inside", "version: STSv1\nmode: enforce\nmx: a.*.net\nmax_age: 1\n"],
    ["a partial star", "version: STSv1\nmode: enforce\nmx: mx*.a.net\nmax_age: 1\n"],
    ["an empty line", "version: STSv1\n\nmode: enforce\nmx: a.net\nmax_age: 1\n"],
    ["a blank before a name", "version: STSv1\n mode: enforce\nmx: a.net\nmax_age: 1\n"],
    ["a page instead", "<html>\n<body>404</body></html>"],
    ["a bare CR", "version: STSv1\rmode: enforce\rmx: a.net\rmax_age: 1\r"],
    ["a byte order mark", "\ufeffversion: STSv1\nmode: enforce\nmx: a.net\nmax_age: 1\n"],
  ])("%s is invalid", (_name, text) => {
    expect(mtaStsPolicy(text).status).toBe("invalid");
  });
});

describe("an mx pattern", () => {
  it.each([
    ["*.mail.corp.net", "a.mail.corp.net", true],
    ["*.mail.corp.net", "A.MAIL.corp.net.", true],
    ["*.mail.corp.net", "mail.corp.net", false],
    ["*.mail.corp.net", "a.b.mail.corp.net", false],
    ["*.corp.net", "a.mail.corp.net", false],
    ["mx.corp.net", "MX.corp.net", true],
    ["mx.corp.net", "xmx.corp.net", false],
    ["*.corp.net", ".corp.net", false],
  ])("%s covers %s: %s", (pattern, host, covers) => {
    expect(mxPatternCovers(pattern, host)).toBe(covers);
  });

  it.each([["*."], ["*"], ["**.a.net"], ["a..net"], [".a.net"], [""], ["a.net."], ["-a.net"], ["https://a.net"]])(
    "%j is none",
    (text) => {
      expect(isMxPattern(text)).toBe(false);
    },
  );
});
