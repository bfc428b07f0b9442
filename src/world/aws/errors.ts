import { errorRows } from "../../domain/core/error-row.ts";

/** Reasons why AWS cannot be asked at all. */
export const awsErrors = errorRows({
  AWS_NO_CREDENTIALS: {
    http: 401,
    exit: 2,
    title: "No AWS credentials were found",
    hint: "Name a profile with --profile, or set credentials as for the AWS CLI. For single sign-on: aws sso login --profile NAME.",
  },
  AWS_CREDENTIALS_EXPIRED: {
    http: 401,
    exit: 2,
    title: "The AWS credentials have expired",
    hint: "Run: aws sso login --profile NAME, or: aws login --profile NAME. Then run the same command again.",
  },
  AWS_CREDENTIALS_REFUSED: {
    http: 401,
    exit: 2,
    title: "AWS does not accept these credentials",
    hint: "Check the access key and the profile; `aws sts get-caller-identity` must work with the same settings.",
  },
  AWS_ROLE_REFUSED: {
    http: 403,
    exit: 2,
    title: "The role of --role-arn cannot be assumed",
    hint: "Check the role's trust policy, the external id, and that the caller may call sts:AssumeRole on it.",
  },
  AWS_CLOCK_SKEW: {
    http: 500,
    exit: 2,
    title: "This computer's clock is wrong, and AWS refuses its signatures",
    hint: "Set the clock (for example with NTP) and run the same command again; AWS allows five minutes of difference.",
  },
  AWS_UNREACHABLE: {
    http: 502,
    exit: 2,
    title: "AWS cannot be reached",
    hint: "Check the network, proxy and --endpoint-url (or AWS_ENDPOINT_URL), then run the same command again.",
  },
  AWS_STS_GLOBAL: {
    http: 500,
    exit: 2,
    title: "The STS endpoint does not know AssumeRoot",
    hint: "The global STS endpoint has no AssumeRoot. Remove the endpoint setting or name a regional one with --region.",
  },
});
