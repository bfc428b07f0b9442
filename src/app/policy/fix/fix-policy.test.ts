import { describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { prover } from "../../../domain/iam/prove/prover.ts";
import { gaps } from "../../../domain/policy/gap-registry.ts";
import { fixExit } from "./fix-exit.ts";
import { fixFiles } from "./fix-files.ts";
import { fixPolicy, type FixPolicyOptions, type PolicyFix } from "./fix-policy.ts";

const P = "aws:MultiFactorAuthPresent";
const engine = prover();
const alice = { isBesideAdmin: false, devices: 0, instant: Date.UTC(2026, 10, 1), isStrict: false } as const;
const doc = (...Statement: readonly unknown[]): string => JSON.stringify({ Version: "2012-10-17", Statement }, null, 2);
// All 31 are judged by the transcript; here those that the tests speak of.
const judged = gaps.filter(({ pitfall }) => ["P01", "P03", "P11", "P12", "P20", "P21"].includes(pitfall));
const fix = (text: string, options: Partial<FixPolicyOptions> = {}): Promise<PolicyFix> =>
  fixPolicy(engine, text, "p.json", { ...alice, ...options }, judged);

/** The code and place of the refusal. */
async function refusal(text: string): Promise<readonly unknown[]> {
  try {
    await fix(text);
  } catch (error) {
    if (error instanceof CodedError)
      return [error.row.code, error.position?.line, error.position?.column, error.detail];
    throw error;
  }
  return ["nothing"];
}

const exempting = (names: readonly string[], more: object = {}): object => ({
  Effect: "Deny",
  NotAction: names,
  Resource: "*",
  Condition: { BoolIfExists: { [P]: "false" }, ...more },
});
const needed = ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice"];

describe("a fix that cannot be made", () => {
  it("names line and column of what is no JSON", async () => {
    expect(await refusal('{\n  "Statement": [\n    {"Effect" "Deny"}\n  ]\n}')).toEqual([
      "IAM_JSON_SYNTAX",
      3,
      15,
      expect.anything(),
    ]);
  });

  it("names the documents of a Terraform plan, of which one is to be given", async () => {
    const policy = '{"Version":"2012-10-17","Statement":[]}';
    const resources = [
      { address: "aws_iam_policy.a", mode: "managed", type: "aws_iam_policy", name: "a", values: { policy } },
    ];
    const plan = { format_version: "1.2", planned_values: { root_module: { resources } } };
    const [code, , , detail] = await refusal(JSON.stringify(plan));
    expect(code).toBe("POLICY_FIX_ONE_DOCUMENT");
    expect(detail).toContain("aws_iam_policy.a");
  });
});

describe("a fixed policy", () => {
  it("of which everything is closed already is left as it is", async () => {
    const text = doc({ Effect: "Deny", Action: "*", Resource: "*", Condition: { BoolIfExists: { [P]: "false" } } });
    const fixed = await fix(text);
    expect([fixed.diff, fixed.done, fixed.after]).toEqual(["", [], text]);
  });

  it("says may, and why, of what an unknown operator grants", async () => {
    const fixed = await fix(
      doc(
        { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Condition: { Odd: { "aws:x": "1" } } },
        exempting(needed, { Odd: { "aws:y": "1" } }),
      ),
    );
    const remaining = fixed.proof.remaining.find(({ id }) => id === "open-without-mfa");
    expect(remaining).toMatchObject({ verdict: "may", actions: ["s3:GetObject"] });
    expect(remaining?.why).toContain("Odd");
    expect(fixExit(fixed)).toBe(3);
  });

  it("keeps what somebody left out by another condition, and says that it is open", async () => {
    const network = { NotIpAddress: { "aws:SourceIp": "198.51.100.0/24" } };
    const fixed = await fix(doc({ Effect: "Allow", Action: "s3:*", Resource: "*" }, exempting(needed, network)));
    expect(fixed.done.map(({ kind }) => kind)).toEqual(["keys-cannot-enrol"]);
    expect(fixed.notes.join(" ")).toContain("aws:SourceIp");
    expect(fixExit(fixed)).toBe(1);
  });

  it("narrows an Allow that reaches other users' devices, and says exactly what that takes", async () => {
    const fixed = await fix(
      doc(
        {
          Sid: "Devices",
          Effect: "Allow",
          Action: needed,
          Resource: ["arn:aws:iam::*:mfa/*", "arn:aws:iam::*:user/*"],
        },
        exempting(needed),
      ),
    );
    expect(fixed.diff).toContain('+        "arn:aws:iam::*:user/${aws:username}"');
    expect(fixed.proof.closed.map(({ pitfall }) => pitfall)).toContain("P11");
    expect(fixed.proof.lostWithMfa).toMatchObject([
      { action: "iam:EnableMFADevice", requests: "some", isCertain: true },
    ]);
  });

  it("does not lock a user with a path out of enrolling", async () => {
    const principal = "arn:aws:iam::111122223333:user/div/alice";
    const fixed = await fix(doc({ Effect: "Allow", Action: "*", Resource: "*" }, exempting(needed)), { principal });
    expect(fixed.proof.canEnrol).toBe(true);
    expect(fixed.done.map(({ kind }) => kind)).toEqual(["keys-cannot-enrol", "others-devices"]);
  });

  it("reads variables where the version makes plain text of them, if that opens nothing", async () => {
    const own = "arn:aws:iam::*:user/${aws:username}";
    const deny = { Effect: "Deny", Action: "iam:DeactivateMFADevice", Resource: own };
    const version = (...Statement: readonly unknown[]): string => JSON.stringify({ Version: "2008-10-17", Statement });
    const fixed = await fix(version(deny));
    expect(fixed.after).toContain('"Version":"2012-10-17"');
    const grants = await fix(version({ ...deny, Effect: "Allow" }));
    expect(grants.after).toContain('"Version":"2008-10-17"');
    expect(grants.notes.join(" ")).toContain("plain text");
  });

  it("puts no guard on a role, which would be locked out", async () => {
    const principal = "arn:aws:iam::111122223333:role/app";
    const fixed = await fix(doc({ Effect: "Allow", Action: "s3:*", Resource: "*" }), { principal });
    expect(fixed.diff).toBe("");
    expect(fixed.notes.join(" ")).toContain("trust policy");
  });

  it("demands MFA of users in a trust policy, not of services, providers and roles", async () => {
    const assume = (Principal: unknown, Condition: object = {}): object => ({
      Effect: "Allow",
      Principal,
      Action: "sts:AssumeRole",
      Condition,
    });
    const fixed = await fix(
      doc(
        assume({ AWS: "111122223333" }, { BoolIfExists: { [P]: "true" } }),
        assume({ AWS: "arn:aws:iam::111122223333:user/bob" }),
        assume({ Service: "ec2.amazonaws.com" }),
        assume({ AWS: "arn:aws:iam::111122223333:role/ci" }),
      ),
    );
    expect(fixed.as).toBe("trust");
    expect(fixed.done.map(({ kind, statement }) => [kind, statement])).toEqual([
      ["condition", 0],
      ["second-allow", 1],
    ]);
    expect(fixed.notes.join(" ")).toContain("Statement[3]");
  });

  it("of a service control policy spares roles and keeps root bound", async () => {
    const text = doc({ Effect: "Deny", Action: "*", Resource: "*", Condition: { Bool: { [P]: "false" } } });
    const fixed = await fix(text, { as: "scp" });
    expect(JSON.parse(fixed.after)).toMatchObject({
      Statement: [
        {
          Condition: {
            BoolIfExists: { [P]: "false" },
            ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::*:user/*", "arn:aws:iam::*:root"] },
          },
        },
      ],
    });
    expect(fixed.proof.closed.map(({ pitfall }) => pitfall)).toEqual(["P01", "P20"]);
  });

  it("of a boundary that only withholds denies", async () => {
    const fixed = await fix(
      doc({ Effect: "Allow", Action: "*", Resource: "*", Condition: { Bool: { [P]: "true" } } }),
      { as: "boundary" },
    );
    expect(fixed.done.map(({ kind }) => kind)).toEqual(["guard"]);
    expect(fixed.proof.closed.map(({ pitfall }) => pitfall)).toContain("P21");
  });

  it("of a resource is judged on that resource alone", async () => {
    const Resource = ["arn:aws:s3:::b", "arn:aws:s3:::b/*"];
    const fixed = await fix(
      doc({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource,
        Condition: { NumericGreaterThan: { "aws:MultiFactorAuthAge": "3600" } },
      }),
    );
    expect(fixed.as).toBe("resource");
    expect(fixed.after).toContain('"NumericGreaterThanIfExists"');
    expect(fixed.proof.closed.map(({ pitfall }) => pitfall)).toEqual(["P03"]);
    expect(fixExit(fixed)).toBe(0);
  });

  it("after which nobody can enrol any more is told as that, without being asked to be strict", async () => {
    const text = doc({ Effect: "Allow", Action: "*", Resource: "*", Condition: { BoolIfExists: { [P]: "true" } } });
    const fixed = await fix(text);
    expect([fixed.proof.couldEnrol, fixed.proof.canEnrol, fixExit(fixed)]).toEqual([true, false, 3]);
    expect(fixExit(await fix(text, { isStrict: true }))).toBe(0);
    expect(fixFiles(fixed).get("README.md")).toContain("Have an administrator enrol first devices");
  });

  it("that grows too long is said to be, with the way out", async () => {
    const Action = Array.from({ length: 140 }, (_, at) => `s3:Get${"x".repeat(30)}${at}`);
    const fixed = await fix(doc({ Effect: "Allow", Action: [...Action, "s3:GetObject"], Resource: "*" }));
    expect(fixed.notes.join(" ")).toContain("deny-without-mfa.json");
  });
});

describe("the files", () => {
  it("say what was, what is and what remains, with the replacement of key and device where a policy cannot close it", async () => {
    const files = fixFiles(
      await fix(doc({ Effect: "Allow", Action: "*", Resource: "*" }, exempting([...needed, "iam:*"]))),
    );
    expect([...files.keys()]).toEqual([
      "p.json",
      "p.json.diff",
      "deny-without-mfa.json",
      "scp.json",
      "boundary.json",
      "README.md",
      "proof.json",
    ]);
    const readme = files.get("README.md") ?? "";
    for (const text of [
      "MAY be open: P12",
      "aws iam update-access-key",
      "aws sts get-caller-identity",
      "Nothing: every request",
    ]) {
      expect(readme).toContain(text);
    }
    expect(JSON.parse(files.get("proof.json") ?? "")).toMatchObject({ proof: { canEnrol: true, lostWithMfa: [] } });
  });

  it("of a strict fix need no replacement, and a document named as one of ours has another name", async () => {
    const text = doc({ Effect: "Allow", Action: "*", Resource: "*" }, exempting(needed));
    const files = fixFiles(await fixPolicy(engine, text, "x/scp.json", { ...alice, isStrict: true }, judged));
    expect([...files.keys()]).toContain("fixed-scp.json.diff");
    expect(files.get("README.md")).not.toContain("## Replace a key");
  });
});
