import { accountService } from "./account/account-service.ts";
import { iamService } from "./iam/iam-service.ts";
import { organizationsService } from "./org/organizations-service.ts";
import { s3Service } from "./s3/s3-service.ts";
import type { AwsService } from "./aws-service.ts";
import { signinService } from "./signin/signin-service.ts";
import { sqsService } from "./sqs/sqs-service.ts";
import { stsService } from "./sts/sts-service.ts";

/** All services of the pretend AWS, one line each; the server finds them by the name in the credential scope. */
export const services: readonly AwsService[] = [
  iamService,
  stsService,
  organizationsService,
  accountService,
  signinService,
  s3Service,
  sqsService,
];
