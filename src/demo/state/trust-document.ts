import type { AccountId } from "../../domain/core/account-id.ts";
import { rootArn } from "../../domain/core/arn.ts";
import type { DocumentReference, PolicyEntry } from "../file/policy-entry.ts";
import type { DocumentPool, PolicyDocument } from "./policy-document.ts";

/** What a trust word is read against. */
export interface TrustSurroundings {
  readonly partition: string;
  readonly account: AccountId;
  readonly managementId: string | null;
  /** ARNs of the account's OIDC providers. */
  readonly providers: readonly string[];
  readonly policies: Readonly<Record<string, PolicyEntry>>;
  readonly documents: DocumentPool;
}

/** The trust policy that the file's `trust` stands for; see `principalEntrySchema` for the words. */
export function trustDocument(written: DocumentReference, around: TrustSurroundings): PolicyDocument {
  if (typeof written !== "string") return around.documents.of(written);
  const named = around.policies[written];
  if (named !== undefined) return around.documents.of(named.document);
  if (written.startsWith("service:")) return allow({ Service: written.slice("service:".length) }, around);
  if (written.startsWith("oidc:")) return oidc(around, written.slice("oidc:".length));
  switch (written) {
    case "account":
      return allow({ AWS: rootArn(around.partition, around.account) }, around);
    case "management":
      return allow({ AWS: rootArn(around.partition, around.managementId ?? around.account) }, around);
    case "public":
      return allow({ AWS: "*" }, around);
    case "oidc":
      return oidc(around, "repo:corp/*");
    case "sso":
      return sso(around);
    default:
      return allow({ AWS: rootArn(around.partition, written) }, around);
  }
}

function allow(principal: Readonly<Record<string, string>>, around: TrustSurroundings): PolicyDocument {
  const statement = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" };
  return around.documents.of({ Version: "2012-10-17", Statement: [statement] });
}

/** What IAM Identity Center writes into the roles of its permission sets. */
function sso(around: TrustSurroundings): PolicyDocument {
  const provider = `arn:${around.partition}:iam::${around.account}:saml-provider/AWSSSO_0a1b2c3d4e5f6789_DO_NOT_DELETE`;
  const statement = {
    Effect: "Allow",
    Principal: { Federated: provider },
    Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
    Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
  };
  return around.documents.of({ Version: "2012-10-17", Statement: [statement] });
}

function oidc(around: TrustSurroundings, subject: string): PolicyDocument {
  const github = "token.actions.githubusercontent.com";
  const provider = around.providers[0] ?? `arn:${around.partition}:iam::${around.account}:oidc-provider/${github}`;
  const issuer = provider.slice(provider.indexOf("/") + 1);
  const statement = {
    Effect: "Allow",
    Principal: { Federated: provider },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
      StringLike: { [`${issuer}:sub`]: subject },
    },
  };
  return around.documents.of({ Version: "2012-10-17", Statement: [statement] });
}
