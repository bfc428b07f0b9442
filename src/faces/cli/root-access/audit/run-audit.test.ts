import { tmpdir } from "node:os";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runInProcess } from "../../../../../test/scripts/run-in-process.ts";
import { environmentOf } from "../../../../../test/scripts/stage.ts";
import { isolateEnvironment } from "../../../../../test/support/collect-trial.ts";
import { courierArns, courierIds, loadCourier } from "../../../../demo/organizations/load-courier.ts";
import { type PretendAws, startPretendAws } from "../../../../demo/start-pretend-aws.ts";

let aws: PretendAws;
beforeAll(async () => {
  aws = await startPretendAws({ organization: loadCourier() });
});
afterAll(() => aws.close());
beforeEach(() => {
  isolateEnvironment();
  Object.assign(process.env, environmentOf(aws, courierArns.operator));
});
afterEach(() => isolateEnvironment());

const audit = (more: readonly string[], around: Partial<Parameters<typeof runInProcess>[1]> = {}) =>
  runInProcess(["root-access", "audit", "--all-accounts", ...more], {
    cwd: tmpdir(),
    env: { ROOTWARD_ENDPOINT_URL: aws.url },
    ...around,
  });
const assumed = () => aws.counters().operations["sts:AssumeRoot"] ?? 0;

describe("an audit on the command line", () => {
  it("opens nothing at a no on the terminal, and every member at a yes", async () => {
    const no = await audit([], { answers: ["n"] });
    expect([no.code, no.out, assumed()]).toEqual([2, "", 0]);
    expect(no.err).toContain("2 accounts and the caller's account will log");
    const yes = await audit(["-f", "json"], { answers: ["y"] });
    expect([yes.code, assumed()]).toEqual([0, 2]);
    const { members } = JSON.parse(yes.out) as { members: { account: string }[] };
    expect(members.map(({ account }) => account)).toEqual([courierIds.full, courierIds.bare]);
  });

  it("ends with 130 at Ctrl-C, without a word of failure", async () => {
    const stop = new AbortController();
    const before = assumed();
    const watch = setInterval(() => {
      if (assumed() > before) stop.abort();
    }, 1);
    const { code, out, err } = await audit(["--assume-root", "--concurrency", "1"], { signal: stop.signal });
    clearInterval(watch);
    expect([code, out, err]).toEqual([130, "", "interrupted\n"]);
    stop.abort();
    const ended = await audit(["--assume-root"], { signal: stop.signal });
    expect([ended.code, ended.err]).toEqual([130, "interrupted\n"]);
  });
});
