import { describe, expect, it } from "vitest";
import { mtaStsRecord } from "./mta-sts-record.ts";

describe("the MTA-STS record", () => {
  it.each([
    ["v=STSv1; id=20160831085700Z;", "20160831085700Z"],
    ["v=STSv1;id=1", "1"],
    ["v=STSv1 ; id=1 ;", "1"],
    ["v=STSv1; x-more=1; id=1", "1"],
  ])("%s is in order", (text, id) => {
    expect(mtaStsRecord([text])).toEqual({ status: "record", id });
  });

  it.each([
    [[]],
    [["v=spf1 -all"]],
    [["v=stsv1; id=1"]],
    [["v=STSv12; id=1"]],
    [[" v=STSv1; id=1"]],
    [["v=STSv1; id=1", "v=STSv1; id=2"]],
    [["v=STSv1; id=1", "v=STSv1; id=1"]],
  ])("%j offers no policy", (records) => {
    expect(mtaStsRecord(records).status).toBe("none");
  });

  it("does not count records of other kinds", () => {
    expect(mtaStsRecord(["something else", "v=STSv1; id=7"])).toEqual({ status: "record", id: "7" });
  });

  it.each([
    "v=STSv1;",
    "v=STSv1; id=",
    "v=STSv1; id=a-b",
    `v=STSv1; id=${"1".repeat(33)}`,
    "v=STSv1; id=1;; x=1",
    "v=STSv1; id=1; id=2",
    "v=STSv1; id=1; junk",
    "v=STSv1; ID=1; =2",
  ])("%s is invalid", (text) => {
    expect(mtaStsRecord([text]).status).toBe("invalid");
  });
});
