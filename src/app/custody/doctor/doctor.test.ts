import { describe, expect, it } from "vitest";
import { finding, well } from "../../../domain/custody/readiness/custody-finding.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { parseCustodyAnswer } from "../../scan/declared/parse-custody-answer.ts";
import { clientErrors } from "../client/errors.ts";
import { sealingErrors } from "../../../world/sealing/errors.ts";
import { doctorAnswer, exitOfAnswer } from "./doctor-answer.ts";
import { examineDeployment } from "./examine-deployment.ts";
import { hostsOfConfigs } from "./hosts-of-configs.ts";

const red = finding("kit-missing", "red", "vault P has no kit", "Make one.", "P");
const unknown = finding("one-host", "unknown", "not known", "");
const warn = finding("never-proven", "warn", "a seed", "");
const ok = well("items", "all well");

describe("the doctor's answer", () => {
  it.each([
    ["anything red", [ok, warn, unknown, red], 1, "Custody is not ready: 1 red, 1 not known, 1 to look at."],
    ["anything unknown", [ok, unknown, warn], 3, "Custody is not known to be ready: 1 not known, 1 to look at."],
    ["warnings alone", [ok, warn], 0, "Custody is ready: 1 to look at."],
    ["all well", [ok], 0, "Custody is ready."],
  ] as const)("with %s", (_what, found, exit, line) => {
    const answer = doctorAnswer("acme", 1, found);
    expect([exitOfAnswer(answer), answer.line, answer.isReady]).toEqual([exit, line, exit === 0]);
    expect(answer.findings.at(-1)?.level).toBe("ok");
  });

  it("is what a scan reads as its second answer", () => {
    const answer = doctorAnswer("acme", 1, [ok, unknown, red]);
    expect(parseCustodyAnswer(JSON.stringify(answer), "custody.json")).toEqual({
      status: "known",
      isReady: false,
      line: answer.line,
      items: [
        { text: "vault P has no kit", isMet: false },
        { text: "not known", isMet: null },
        { text: "all well", isMet: true },
      ],
    });
  });
});

describe("who keeps checkpoints on other hosts", () => {
  const gate = { host: "a.example", broker: { socket: "/run/b.sock" } };
  const far = { url: "https://w1.example/" };
  const near = { url: "http://127.0.0.1:8080" };
  it.each([
    ["nothing is at hand", null, null, null],
    ["one of two has none", { ...gate, witnesses: [] }, null, 0],
    ["only one is known, and has some", { ...gate, witnesses: [far] }, null, null],
    ["both have some", { ...gate, witnesses: [far, { url: "https://w2.example" }] }, { witnesses: [far] }, 1],
    [
      "the broker's is on this host",
      { ...gate, witnesses: [far] },
      { witnesses: [near, { url: "http://localhost/" }] },
      0,
    ],
    [
      "git elsewhere counts for the gate",
      { ...gate, anchors: { git: { remote: "git@git.example:a.git" } } },
      { witnesses: [far] },
      1,
    ],
    [
      "git over ssh, too",
      { ...gate, anchors: { git: { remote: "ssh://git.example/a.git" } } },
      { witnesses: [far] },
      1,
    ],
    [
      "a git remote on this disk does not",
      { ...gate, anchors: { git: { remote: "/srv/a.git" } } },
      { witnesses: [far] },
      0,
    ],
    ["nor as a file URL", { ...gate, anchors: { git: { remote: "file:///srv/a.git" } } }, { witnesses: [far] }, 0],
  ] as const)("%s", (_what, of, broker, count) => {
    expect(hostsOfConfigs(of, broker).offHostWitnesses).toBe(count);
  });

  it("a socket or this machine's own address is one host", () => {
    const hosts = (broker: { socket: string } | { host: string }) => hostsOfConfigs({ ...gate, broker }, null).hosts;
    expect(hosts({ socket: "x" })).toEqual({ gate: "a.example", broker: "a.example" });
    expect(hosts({ host: "127.0.0.1" })).toEqual({ gate: "a.example", broker: "a.example" });
    expect(hosts({ host: "b.example" })).toEqual({ gate: "a.example", broker: "b.example" });
  });
});

describe("a door that does not open", () => {
  const bag = { now: 1, manifests: [], declared: null, hosts: null, offHostWitnesses: null };
  const fails = (error: CodedError) => (): never => {
    throw error;
  };
  const noPin = new CodedError(clientErrors.CLIENT_NO_PIN);
  const round = (error: CodedError) =>
    examineDeployment({
      enter: fails(error),
      gate: { accounts: fails(noPin), readiness: fails(noPin) },
      keptRules: fails(noPin),
    })(bag);

  it.each([
    ["nobody there", clientErrors.CLIENT_NO_GATE, "gate-away unknown", 3],
    ["no broker behind it", clientErrors.CLIENT_BROKER_AWAY, "broker-away red", 1],
    ["a log that was set back", clientErrors.CLIENT_LOG_CHANGED, "gate-unproven red", 1],
  ] as const)("%s is a finding, and the rest is unknown by name", async (_what, row, first, exit) => {
    const found = await round(new CodedError(row));
    expect(`${found[0]?.id} ${found[0]?.level}`).toBe(first);
    expect(found[0]?.what).not.toContain("null");
    expect(exitOfAnswer(doctorAnswer("acme", 1, found))).toBe(exit);
    expect(found.slice(1).every(({ level }) => level === "unknown")).toBe(true);
    expect(found.map(({ id }) => id)).toContain("kit-undrilled");
  });

  it("a wrong passphrase says nothing about custody", async () => {
    await expect(round(new CodedError(sealingErrors.SEALING_WRONG_PASSPHRASE))).rejects.toMatchObject({
      row: { code: "SEALING_WRONG_PASSPHRASE" },
    });
  });
});
