/** What a file is instead of policies, and what to do. */
export interface Foreign {
  readonly looksLike: string;
  readonly hint: string;
}

const toPlan =
  "Write the plan as JSON: `terraform plan -out plan.out` and `terraform show -json plan.out > plan.json`.";

/** What to do with CloudFormation, in any spelling. */
export const cloudFormation: Foreign = {
  looksLike: "it looks like a CloudFormation template",
  hint: "Give the policy document alone, with Ref, Fn::Sub and the like replaced by their values; or deploy it and give the answer of `aws iam get-account-authorization-details`.",
};

/** What to do with a Terraform state, in any spelling. */
export const terraformState: Foreign = {
  looksLike: "it looks like a Terraform state, not a plan",
  hint: `A plan holds what the state holds too. ${toPlan}`,
};

const binaryPlan: Foreign = { looksLike: "it looks like a saved Terraform plan in binary form", hint: toPlan };

// INVARIANT: no pattern can match one text in two ways: a file of comment signs must not cost more than its length.
const marks: readonly (readonly [RegExp, Foreign])[] = [
  [
    /^\{"@level":/,
    { looksLike: "it looks like the event lines of `terraform plan -json`, which hold no policies", hint: toPlan },
  ],
  [
    /^\[command\]/,
    {
      looksLike: "its first line is the one that the wrapper of GitHub's setup-terraform action prints",
      hint: "Set `terraform_wrapper: false` in the action, and write the file again.",
    },
  ],
  [
    /^\s*(?:Terraform (?:used|will|v)|OpenTofu (?:used|will)|# aws_|An execution plan|data\.aws_|aws_\w+\.\w+: Refreshing)/,
    { looksLike: "it looks like a Terraform plan as people read it", hint: toPlan },
  ],
  [
    /^\s*(?:(?:#|\/\/)[^\n]*\n\s*)*(?:resource|data|module|provider|terraform|variable|locals|output)\s*(?:"[^"\n]*"\s*){0,2}\{/,
    { looksLike: "it looks like Terraform source", hint: toPlan },
  ],
  [/^(?:AWSTemplateFormatVersion|Resources|Transform)[ \t]*:/m, cloudFormation],
  [
    /^(?:Version|Statement|UserDetailList|GroupDetailList|RoleDetailList|Policies|PolicyDocument|PolicyVersion|Role)[ \t]*:/m,
    { looksLike: "it looks like YAML", hint: "Write it as JSON; with the AWS CLI add `--output json`." },
  ],
  [
    /^(?:USERDETAILLIST|ROLEDETAILLIST|POLICIES|GROUPDETAILLIST|STATEMENT|POLICYDOCUMENT|POLICYVERSION|ROLE)\t/,
    { looksLike: "it looks like an AWS answer as tab-separated text", hint: "Ask again with `--output json`." },
  ],
  [
    /^\s*</,
    {
      looksLike: "it looks like XML",
      hint: "The IAM API answers in XML; the AWS CLI gives the same answer as JSON with `--output json`.",
    },
  ],
];

/** What a text that is no JSON looks like; null when that is not known. Only its beginning is looked at. */
export function notJsonButKnown(text: string): Foreign | null {
  if (text.startsWith("PK\u0003\u0004")) return binaryPlan;
  const start = text.slice(0, 2000);
  return marks.find(([pattern]) => pattern.test(start))?.[1] ?? null;
}
