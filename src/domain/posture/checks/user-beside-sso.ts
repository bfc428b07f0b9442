import { isSeen, type Unseen } from "../../core/fact.ts";
import type { Evidence } from "../../core/finding.ts";
import { isCounted } from "../../core/reason.ts";
import type { UserCredentials } from "../../snapshot/account-facts.ts";
import { caseUsers } from "../cases/case-users.ts";
import { caseView, hidden, said } from "../cases/case-view.ts";
import type { AccountView } from "../account-view.ts";
import type { Check } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { notApplicable, pass, unseenFact } from "../read/judgement.ts";
import { outsideOrganization } from "../read/outside-organization.ts";
import { judgeEach } from "../users/judge-each.ts";
import { usersResource as resource } from "../users/judge-keys.ts";
import { userName, userRows } from "../users/user-rows.ts";

const service = "sso.amazonaws.com";
const trusting = (...services: string[]) => ({
  trustedAccess: said(services, "organizations:ListAWSServiceAccessForOrganization"),
});
const ssoRole = { name: "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef" };
const ana = caseUsers({ name: "ana", password: true, mfa: true });

/** Where people sign in by IAM Identity Center, no IAM user has a password or key. */
export const userBesideSso: Check = {
  id: "user-beside-sso",
  title: "No IAM user with a password or key beside IAM Identity Center",
  severity: "medium",
  scope: "account",
  needs: [
    "organizations:ListAWSServiceAccessForOrganization",
    "iam:GetAccountAuthorizationDetails",
    "iam:GenerateCredentialReport",
    "iam:GetCredentialReport",
  ],
  why: "Who leaves is switched off in the directory, and the IAM user with a password and key of its own stays. It is outside the MFA, the session length and the log of the central sign-in, so it is the way in that an attacker keeps after everybody believes that access has ended.",
  fix: "Give people a permission set instead and take the rest away: `aws iam delete-login-profile --user-name USER`, `aws iam update-access-key --user-name USER --access-key-id ID --status Inactive`, later delete the user. Give programs a role: instance profile, OIDC, IAM Roles Anywhere. Users kept for emergencies belong into one place, with MFA, watched, and waived here by name.",
  references: [
    "IAM User Guide: Security best practices in IAM",
    "IAM Identity Center User Guide: Organization instances of IAM Identity Center",
    "AWS Organizations User Guide: AWS IAM Identity Center and AWS Organizations",
  ],
  standards: { "cis-5.0.0": ["1.20"], "well-architected": ["SEC02-BP04"] },
  judge: (view) => {
    const outside = outsideOrganization(view, resource);
    if (outside !== null) return outside;
    const users = userRows(view);
    if (users.status === "none") return pass(resource, users.evidence);
    const center = identityCenter(view);
    if (center.status === "off") {
      return notApplicable(resource, "The organization does not use IAM Identity Center.", center.evidence);
    }
    if (users.status === "unseen") {
      // Of two missing facts the one that counts is told.
      const first = center.status === "unseen" && isCounted(center.fact.why) ? center.fact : users.fact;
      return unseenFact(resource, first, "iam:GetCredentialReport");
    }
    const { source, at } = users.from;
    const judged = users.rows.map((user) => ({ name: userName(user.arn), is: bare(user) }));
    const bad = "IAM users with a console password or an active access key";
    const told = judgeEach(judged, { resource, bad, needs: "iam:GetCredentialReport", source, observedAt: at });
    if (center.status !== "unseen") return { ...told, evidence: [...center.evidence, ...told.evidence] };
    // Without users that can sign in it does not matter whether there is an Identity Center.
    if (told.verdict === "pass") return told;
    return unseenFact(resource, center.fact, "organizations:ListAWSServiceAccessForOrganization", told.evidence);
  },
  cases: [
    {
      name: "Identity Center is on and no user is left",
      view: caseView({ organization: trusting(service), account: { users: caseUsers() } }),
      expect: "pass",
    },
    {
      name: "a user that has nothing to sign in with",
      view: caseView({
        organization: trusting(service),
        account: {
          users: caseUsers({ name: "ana", keys: [{ active: false, rotated: "2020-01-01T00:00:00Z" }] }),
        },
      }),
      expect: "pass",
    },
    {
      name: "a user with a password beside Identity Center",
      view: caseView({ organization: trusting(service), account: { users: ana } }),
      expect: "fail",
    },
    {
      name: "a user with a key alone",
      view: caseView({
        organization: trusting(service),
        account: { users: caseUsers({ name: "ci", keys: [{ rotated: "2026-11-01T00:00:00Z" }] }) },
      }),
      expect: "fail",
    },
    {
      name: "the roles of permission sets show Identity Center where the organization was not read",
      view: caseView({ principals: [ssoRole], account: { users: ana } }),
      expect: "fail",
    },
    {
      name: "nobody could read whether there is an Identity Center",
      view: caseView({
        organization: { trustedAccess: hidden("denied", "organizations:ListAWSServiceAccessForOrganization") },
        account: { users: ana },
      }),
      expect: "unknown",
      reason: "denied",
    },
    {
      name: "there are users, and their credentials were not asked for",
      view: caseView({
        organization: trusting(service),
        principals: [{ name: "user/ana" }],
        account: { users: hidden("not-asked", "--credential-report") },
      }),
      expect: "unknown",
      reason: "not-asked",
    },
    {
      name: "an organization that does not use it",
      view: caseView({ organization: trusting("iam.amazonaws.com"), account: { users: ana } }),
      expect: "not-applicable",
    },
    {
      name: "no organization",
      view: caseView({ kind: "standalone", account: { users: ana } }),
      expect: "not-applicable",
    },
  ],
};

type Center =
  | { readonly status: "on" | "off"; readonly evidence: readonly Evidence[] }
  | { readonly status: "unseen"; readonly fact: Unseen };

/** Its organization instance needs trusted access; a role of a permission set in the account shows it as well. */
function identityCenter({ organization, principals, manifest }: AccountView): Center {
  const roles = principals.status === "known" ? principals.list.filter(({ isSso }) => isSso) : [];
  const [first] = roles;
  if (first !== undefined) {
    const source = "iam:GetAccountAuthorizationDetails";
    const value = `${roles.length}, e.g. ${first.arn}`;
    return {
      status: "on",
      evidence: [{ fact: "roles of permission sets", value, source, observedAt: manifest.startedAt }],
    };
  }
  const trusted = organization.trustedAccess;
  if (!isSeen(trusted)) {
    return {
      status: "unseen",
      fact: { ...trusted, needs: trusted.needs ?? "organizations:ListAWSServiceAccessForOrganization" },
    };
  }
  const isOn = trusted.value.includes(service);
  const shown = evidence(`trusted access for ${service}`, isOn ? "on" : "off", trusted);
  return { status: isOn ? "on" : "off", evidence: [shown] };
}

function bare({ passwordEnabled, keys }: UserCredentials): "bad" | "good" | Unseen {
  const flags = [passwordEnabled, ...keys.map(({ active }) => active)];
  if (flags.some((flag) => isSeen(flag) && flag.value)) return "bad";
  for (const flag of flags) if (!isSeen(flag)) return flag;
  return "good";
}
