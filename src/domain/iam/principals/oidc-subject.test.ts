import { describe, expect, it } from "vitest";
import { parsePolicy } from "../language/parse-policy.ts";
import { issuerOf, oidcSubjects } from "./oidc-subject.ts";

const provider = (issuer: string) => `arn:aws:iam::333333333333:oidc-provider/${issuer}`;

function subjects(issuer: string, Condition: unknown, Federated = provider(issuer)) {
  const statement = { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated }, Condition };
  return oidcSubjects(parsePolicy({ Version: "2012-10-17", Statement: [statement] }, "trust"), Federated);
}

const like = (issuer: string, claim: string, value: unknown, operator = "StringLike") => ({
  [operator]: { [`${issuer}:${claim}`]: value },
});
const gitHub = "token.actions.githubusercontent.com";

describe("a trust in an OIDC provider", () => {
  it.each<[string, string, unknown, boolean]>([
    [
      "GitLab, one group",
      "gitlab.com",
      like("gitlab.com", "sub", "project_path:acme/*:ref_type:branch:ref:main"),
      false,
    ],
    ["GitLab, any group", "gitlab.com", like("gitlab.com", "sub", "project_path:*:ref_type:branch:ref:main"), true],
    [
      "Terraform, one organization",
      "app.terraform.io",
      like("app.terraform.io", "sub", "organization:acme:project:*"),
      false,
    ],
    ["Terraform, audience alone", "app.terraform.io", like("app.terraform.io", "aud", "aws.workload.identity"), true],
    [
      "Google, one client",
      "accounts.google.com",
      like("accounts.google.com", "aud", "123.apps", "StringEquals"),
      false,
    ],
    ["Google, nothing", "accounts.google.com", {}, true],
    ["GitHub, audience alone", gitHub, like(gitHub, "aud", "sts.amazonaws.com", "StringEquals"), true],
    ["GitHub, any branch name", gitHub, like(gitHub, "ref", "refs/heads/main", "StringEquals"), true],
    ["GitHub, owner id", gitHub, like(gitHub, "repository_owner_id", "42", "StringEquals"), false],
    ["GitHub, starred workflow", gitHub, like(gitHub, "job_workflow_ref", "*/deploy.yml@*"), true],
    ["GitHub, one good of two subjects", gitHub, like(gitHub, "sub", ["repo:acme/a:*", "repo:*"]), true],
    ["GitHub, excluded only", gitHub, like(gitHub, "sub", "repo:evil/*", "StringNotLike"), true],
    ["GitHub of an enterprise", `${gitHub}/acme`, {}, false],
    ["a cluster", "oidc.eks.eu-west-1.amazonaws.com/id/ABC", {}, false],
  ])("%s", (_name, issuer, condition, isPublic) => {
    expect(subjects(issuer, condition)[0]?.isPublic).toBe(isPublic);
  });

  it("names its subjects, and claims that satisfy it", () => {
    const condition = {
      ...like(gitHub, "sub", "repo:acme/?nfra:*"),
      StringEquals: { [`${gitHub}:aud`]: "sts.amazonaws.com" },
    };
    const [found] = subjects(gitHub, condition);
    expect(found?.subjects).toEqual(["repo:acme/?nfra:*"]);
    expect([...(found?.witness ?? [])]).toEqual([
      [`${gitHub}:sub`, ["repo:acme/xnfra:x"]],
      [`${gitHub}:aud`, ["sts.amazonaws.com"]],
    ]);
  });

  it("answers once per statement, and nothing for another provider", () => {
    const statement = (sub: string) => ({
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: provider(gitHub) },
      Condition: like(gitHub, "sub", sub),
    });
    const trust = parsePolicy({ Statement: [statement("repo:a/b:*"), statement("repo:c/d:*")] }, "trust");
    expect(oidcSubjects(trust, provider(gitHub)).map((each) => each.subjects)).toEqual([
      ["repo:a/b:*"],
      ["repo:c/d:*"],
    ]);
    expect(oidcSubjects(trust, provider("gitlab.com"))).toEqual([]);
    expect(issuerOf(provider("gitlab.com"))).toBe("gitlab.com");
    expect(issuerOf("www.amazon.com")).toBe("www.amazon.com");
  });
});
