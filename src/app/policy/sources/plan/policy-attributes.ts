import type { DocumentHome } from "../size-notes.ts";

/** An attribute of a Terraform resource type that holds a policy document. */
export interface PolicyAttribute {
  readonly attribute: string;
  readonly home: DocumentHome;
  /** Of a list of blocks, the attribute in each of them. */
  readonly inEach?: string;
  /** The resource may be without one. */
  readonly isOptional?: boolean;
}

const resource = (attribute: string): readonly PolicyAttribute[] => [{ attribute, home: "resource" }];
const optional = (attribute: string): readonly PolicyAttribute[] => [{ attribute, home: "resource", isOptional: true }];

/** Documents by resource type of the Terraform AWS provider (registry pages of `hashicorp/aws`). */
export const policyAttributes: Readonly<Record<string, readonly PolicyAttribute[]>> = {
  aws_iam_policy: [{ attribute: "policy", home: "managed" }],
  aws_iam_user_policy: [{ attribute: "policy", home: "user-inline" }],
  aws_iam_group_policy: [{ attribute: "policy", home: "group-inline" }],
  aws_iam_role_policy: [{ attribute: "policy", home: "role-inline" }],
  aws_iam_role: [
    { attribute: "assume_role_policy", home: "trust" },
    { attribute: "inline_policy", inEach: "policy", home: "role-inline", isOptional: true },
  ],
  aws_ssoadmin_permission_set_inline_policy: [{ attribute: "inline_policy", home: "permission-set" }],
  // Its `type` decides between SCP, RCP and others.
  aws_organizations_policy: [{ attribute: "content", home: "scp" }],
  aws_organizations_resource_policy: resource("content"),
  aws_vpc_endpoint: [{ attribute: "policy", home: "endpoint", isOptional: true }],
  aws_vpc_endpoint_policy: [{ attribute: "policy", home: "endpoint", isOptional: true }],
  aws_transfer_user: [{ attribute: "policy", home: "session", isOptional: true }],
  aws_transfer_access: [{ attribute: "policy", home: "session", isOptional: true }],
  aws_s3_bucket: optional("policy"),
  aws_s3_bucket_policy: resource("policy"),
  aws_s3_access_point: optional("policy"),
  aws_s3control_access_point_policy: resource("policy"),
  aws_s3control_bucket_policy: resource("policy"),
  aws_s3control_object_lambda_access_point_policy: resource("policy"),
  aws_s3tables_table_bucket_policy: resource("resource_policy"),
  aws_s3tables_table_policy: resource("resource_policy"),
  aws_sqs_queue: optional("policy"),
  aws_sqs_queue_policy: resource("policy"),
  aws_sns_topic: optional("policy"),
  aws_sns_topic_policy: resource("policy"),
  aws_kms_key: optional("policy"),
  aws_kms_external_key: optional("policy"),
  aws_kms_replica_key: optional("policy"),
  aws_kms_replica_external_key: optional("policy"),
  aws_kms_key_policy: resource("policy"),
  aws_secretsmanager_secret: optional("policy"),
  aws_secretsmanager_secret_policy: resource("policy"),
  aws_ecr_repository_policy: resource("policy"),
  aws_ecr_registry_policy: resource("policy"),
  aws_ecrpublic_repository_policy: resource("policy"),
  aws_backup_vault_policy: resource("policy"),
  aws_glacier_vault: optional("access_policy"),
  aws_glacier_vault_lock: resource("policy"),
  aws_efs_file_system_policy: resource("policy"),
  aws_dynamodb_resource_policy: resource("policy"),
  aws_kinesis_resource_policy: resource("policy"),
  aws_glue_resource_policy: resource("policy"),
  aws_cloudwatch_event_bus_policy: resource("policy"),
  aws_cloudwatch_log_resource_policy: resource("policy_document"),
  aws_cloudwatch_log_destination_policy: resource("access_policy"),
  aws_codeartifact_domain_permissions_policy: resource("policy_document"),
  aws_codeartifact_repository_permissions_policy: resource("policy_document"),
  aws_codebuild_resource_policy: resource("policy"),
  aws_opensearch_domain: optional("access_policies"),
  aws_opensearch_domain_policy: resource("access_policies"),
  aws_elasticsearch_domain: optional("access_policies"),
  aws_elasticsearch_domain_policy: resource("access_policies"),
  aws_api_gateway_rest_api: optional("policy"),
  aws_api_gateway_rest_api_policy: resource("policy"),
  aws_acmpca_policy: resource("policy"),
  aws_networkfirewall_resource_policy: resource("policy"),
  aws_ses_identity_policy: resource("policy"),
  aws_sesv2_email_identity_policy: resource("policy"),
  aws_schemas_registry_policy: resource("policy"),
  aws_media_store_container_policy: resource("policy"),
  aws_msk_cluster_policy: resource("policy"),
  aws_redshift_resource_policy: resource("policy"),
  aws_ssmincidents_resource_policy: resource("policy"),
  aws_vpclattice_auth_policy: resource("policy"),
  aws_vpclattice_resource_policy: resource("policy"),
};

/** Resource types that join a policy to somebody, and hold none. */
export const attachments: ReadonlySet<string> = new Set([
  "aws_iam_policy_attachment",
  "aws_iam_user_policy_attachment",
  "aws_iam_group_policy_attachment",
  "aws_iam_role_policy_attachment",
  "aws_iam_user_policy_attachments_exclusive",
  "aws_iam_group_policy_attachments_exclusive",
  "aws_iam_role_policy_attachments_exclusive",
  "aws_organizations_policy_attachment",
  "aws_ssoadmin_managed_policy_attachment",
  "aws_ssoadmin_customer_managed_policy_attachment",
  "aws_ssoadmin_permissions_boundary_attachment",
  "aws_iam_group_membership",
  "aws_iam_user_group_membership",
]);
