import { memberTemplate, type ReaderActions } from "./reader-stack.ts";

/** The same roll-out as `readerStack` for Terraform: the central role and the service-managed StackSet. */
export function readerTerraform(actions: ReaderActions): string {
  const list = (names: readonly string[]) => names.map((name) => `      "${name}",`).join("\n");
  const central = [...new Set([...actions.central, ...actions.member])].toSorted();
  return `# Rootward reads who can become root. Two read-only roles; nothing here can write.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = ">= 5.0" }
  }
}

variable "trusted_principal" {
  description = "ARN of the user or role that runs the scan"
  type        = string
}

variable "external_id" {
  description = "Any word; the scan names it with --external-id"
  type        = string
  sensitive   = true
}

variable "organizational_unit_ids" {
  description = "The root (r-...) or the units (ou-...) whose accounts are to be read"
  type        = list(string)
  validation {
    condition     = alltrue([for id in var.organizational_unit_ids : can(regex("^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$", id))])
    error_message = "Give ids such as r-ab12 or ou-ab12-cdefgh34."
  }
}

variable "call_as" {
  description = "SELF in the management account, DELEGATED_ADMIN in a delegate for StackSets"
  type        = string
  default     = "SELF"
}

variable "allow_root_audit" {
  description = "Also allow sts:AssumeRoot, for the audit task alone (scan --assume-root); every member logs it"
  type        = bool
  default     = false
}

data "aws_partition" "current" {}
data "aws_region" "current" {}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [var.trusted_principal]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    sid       = "Read"
    resources = ["*"]
    actions = [
${list(central)}
    ]
  }
  statement {
    sid       = "ReadMembers"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:\${data.aws_partition.current.partition}:iam::*:role/${actions.memberRole}"]
  }
  dynamic "statement" {
    for_each = var.allow_root_audit ? [1] : []
    content {
      sid       = "AuditMemberRoots"
      actions   = ["sts:AssumeRoot"]
      resources = ["arn:\${data.aws_partition.current.partition}:iam::*:root"]
      condition {
        test     = "StringEquals"
        variable = "sts:TaskPolicyArn"
        values   = ["arn:\${data.aws_partition.current.partition}:iam::aws:policy/root-task/IAMAuditRootUserCredentials"]
      }
    }
  }
}

resource "aws_iam_role" "central" {
  name               = "${actions.centralRole}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "read" {
  name   = "read-organization"
  role   = aws_iam_role.central.id
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_cloudformation_stack_set" "members" {
  name             = "rootward-reader"
  description      = "The read-only role ${actions.memberRole}"
  permission_model = "SERVICE_MANAGED"
  call_as          = var.call_as
  capabilities     = ["CAPABILITY_NAMED_IAM"]
  auto_deployment {
    enabled                          = true
    retain_stacks_on_account_removal = false
  }
  parameters = {
    Central    = aws_iam_role.central.arn
    ExternalId = var.external_id
  }
  template_body = <<-TEMPLATE
${memberTemplate(actions)
  .split("\n")
  .map((line) => (line === "" ? "" : `    ${line}`))
  .join("\n")}  TEMPLATE
  lifecycle {
    ignore_changes = [administration_role_arn]
  }
}

resource "aws_cloudformation_stack_set_instance" "members" {
  stack_set_name = aws_cloudformation_stack_set.members.name
  call_as        = var.call_as
  deployment_targets {
    organizational_unit_ids = var.organizational_unit_ids
  }
  operation_preferences {
    failure_tolerance_percentage = 10
    max_concurrent_percentage    = 100
  }
}

output "scan" {
  value = "node bin/rootward.js scan --role-arn \${aws_iam_role.central.arn} --external-id <the external id>"
}
`;
}
