import { describe, expect, it } from "vitest";
import type { AwsError } from "../../../domain/snapshot/calls/aws-error.ts";
import { Reach } from "./reach.ts";

const silence: AwsError = { code: "", message: "no answer", httpStatus: null, network: "timeout" };

function after(failures: number, reach: Reach): Reach {
  for (let index = 0; index < failures; index += 1) reach.failed("iam", silence);
  return reach;
}

describe("services that do not answer", () => {
  it("leaves a service alone that has never answered, and probes it every fifteen seconds", () => {
    let now = 0;
    const reach = after(4, new Reach(() => now));
    expect(reach.blocked("iam")).toBe(silence);
    expect(reach.blocked("sts")).toBeNull();
    now = 15_000;
    expect(reach.blocked("iam")).toBeNull();
    expect(reach.blocked("iam")).toBe(silence);
    reach.answered("iam");
    expect(reach.blocked("iam")).toBeNull();
  });

  it("gives a service that has answered two minutes: a short outage is not the end of a run", () => {
    let now = 0;
    const reach = new Reach(() => now);
    reach.answered("iam");
    now = 119_999;
    expect(after(50, reach).blocked("iam")).toBeNull();
    now = 120_000;
    expect(reach.blocked("iam")).toBe(silence);
  });

  it("forgives single failures between answers", () => {
    const reach = new Reach(() => 0);
    for (let round = 0; round < 10; round += 1) {
      after(3, reach);
      expect(reach.blocked("iam")).toBeNull();
      reach.answered("iam");
    }
  });
});
