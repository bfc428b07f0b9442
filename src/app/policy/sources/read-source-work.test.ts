import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { readSource } from "./read-source.ts";

/** The best of some runs, in microseconds of CPU: other work on the machine does not count; a refusal is passed over. */
async function cost(text: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 4; run += 1) {
    const start = process.cpuUsage();
    try {
      await readSource(text, "f", {});
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, user + system);
  }
  return best;
}

const statement = '{"Effect":"Allow","Action":"s3:*","Resource":"*"}';
const shapes: Readonly<Record<string, (n: number) => string>> = {
  "nested lists": (n) => "[".repeat(n),
  "nested objects in a policy": (n) => `{"Statement":${'{"a":'.repeat(n)}`,
  "a wide list": (n) => `{"Statement":[${"[],".repeat(n)}[]]}`,
  "many statements": (n) => `{"Statement":[${`${statement},`.repeat(n / 20)}${statement}]}`,
  "a pattern of stars": (n) => `{"Statement":{"Effect":"Allow","Resource":"*","Action":"s3:${"*?".repeat(n)}"}}`,
  "escapes in a literal": (n) => JSON.stringify(`{"Statement":[],"Id":"${"\\\\".repeat(n)}"}`),
  "escaped backslashes": (n) => `{"Statement":[],"Id":"${"\\\\".repeat(n)}"}`,
  "comment signs": (n) => "# ".repeat(n),
  "empty lines": (n) => "\n".repeat(n),
  "encoded spaces": (n) => " %20".repeat(n),
  "lonely quotes": (n) => '"'.repeat(n),
  "lonely commas": (n) => `{"Statement":[${",".repeat(n)}`,
  "URL-encoded braces": (n) => "%7B".repeat(n),
  keys: (n) => `{"Statement":[],${Array.from({ length: n / 10 }, (_each, index) => `"k${index}":1`).join()}}`,
  "documents of a plan": (n) =>
    JSON.stringify({
      format_version: "1.0",
      planned_values: {},
      resource_changes: Array.from({ length: n / 100 }, () => ({
        address: "aws_iam_policy.a",
        type: "aws_iam_policy",
        change: { after: { policy: '{"Statement":[]}' } },
      })),
    }),
  "one name on many documents": (n) =>
    JSON.stringify({
      RoleDetailList: [],
      UserDetailList: [
        {
          UserName: "a",
          UserId: "A",
          Arn: "arn:aws:iam::111111111111:user/a",
          UserPolicyList: Array.from({ length: n / 100 }, (_each, index) => ({
            PolicyName: "p",
            PolicyDocument: { Statement: [], Id: `${index}` },
          })),
        },
      ],
    }),
};

describe("the work of reading", () => {
  it.each(Object.entries(shapes))("%s grows with the length of the text, not with its square", async (_name, make) => {
    await cost(make(2000));
    const small = await cost(make(20_000));
    const large = await cost(make(160_000));
    // Eight times the text: linear work is eight times as much, quadratic 64 times. Below 5 ms it is noise.
    expect(large / Math.max(small, 5_000)).toBeLessThan(30);
  });
});
