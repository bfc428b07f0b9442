import { describe, expect, it } from "vitest";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { standIn } from "../../../../../test/custody/client/stand-in.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { gateErrors } from "../../../gate/errors.ts";
import { makeRequest, type RequestAsk } from "./make-request.ts";

const arn = "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy";
const ask = (change: Partial<RequestAsk> = {}): RequestAsk => ({
  account: "aws:333333333333",
  accountName: "payments",
  purpose: "bucket-policy",
  reason: "locked",
  capabilities: ["assume-root"],
  maxCodes: null,
  ttlSeconds: 300,
  taskPolicy: arn,
  ...change,
});

describe("a request for a root session", () => {
  it("is signed with that capability alone, the task, and the plan's account and name", async () => {
    const stand = await standIn({ capabilities: ["assume-root", "code"] });
    const heard: string[] = [];
    const { request } = await makeRequest(stand.deps("jane"), await stand.enter("jane"), {
      ...ask(),
      beforeSigning: ({ account, capabilities }) => {
        heard.push(`${account} ${capabilities.join()}`);
        expect(stand.people.jane.kept.files.size).toBe(0);
      },
    });
    expect(request).toMatchObject({
      account: "aws:333333333333",
      accountName: "payments",
      capabilities: ["assume-root"],
      taskPolicy: arn,
      purpose: "bucket-policy",
      ttlSeconds: 300,
    });
    expect(heard).toEqual(["aws:333333333333 assume-root"]);
  });

  it("that the rule does not allow leaves no key, signs nothing and sends nothing", async () => {
    const stand = await standIn();
    const entered = await stand.enter("jane");
    const before = stand.sent.length;
    let signed = 0;
    const hand: typeof entered.hand = {
      ...entered.hand,
      sign: (...given) => {
        signed++;
        return entered.hand.sign(...given);
      },
    };
    expect(await codeOf(makeRequest(stand.deps("jane"), { ...entered, hand }, ask()))).toBe("CLIENT_NOT_IN_RULE");
    expect([signed, stand.sent.length, stand.people.jane.kept.files.size]).toEqual([0, before, 0]);
  });

  it("that the gate refuses leaves no key behind", async () => {
    const stand = await standIn({ capabilities: ["assume-root"] });
    const deps = stand.deps("jane");
    const createRequest = () => Promise.reject(new CodedError(gateErrors.GATE_NO_COURIER));
    const away = { ...deps, gate: { ...deps.gate, createRequest } };
    expect(await codeOf(makeRequest(away, await stand.enter("jane"), ask()))).toBe("GATE_NO_COURIER");
    expect([stand.people.jane.kept.files.size, stand.people.jane.kept.own.size]).toEqual([0, 0]);
  });
});
