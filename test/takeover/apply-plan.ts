import { CreatePolicyCommand, IAMClient, PutRolePermissionsBoundaryCommand } from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  CreatePolicyCommand as CreateOrganizationPolicyCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import type { PretendAws } from "../../src/demo/start-pretend-aws.ts";
import { signedCall } from "../../src/demo/signin/signed-call.ts";
import type { Plan } from "../../src/domain/guards/plan/plan.ts";

/**
 * Does what PLAN.md says, in its order, through AWS's own APIs and with the bytes of the files. The boundary of an
 * Identity Center role, which AWS sets through its permission set, is put on the role itself.
 */
export async function applyPlan(
  aws: PretendAws,
  admin: string,
  plan: Plan,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const client = { endpoint: aws.url, region: "us-east-1", maxAttempts: 1, credentials: aws.credentialsFor(admin) };
  const organizations = new OrganizationsClient(client);
  const iam = new IAMClient(client);
  const signin = async (path: string, body: object) => {
    const scope = { service: "signin", region: "us-east-1" };
    const answer = await signedCall(aws.url, aws.credentialsFor(admin), scope, { path, body: { ...body } });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  };
  for (const { kind, name, file, title, targets } of plan.documents.filter((each) => each.kind !== "boundary")) {
    if (kind === "signin") {
      for (const { path, body } of plan.signinCalls.get(file) ?? []) await signin(path, body);
      continue;
    }
    const made = await organizations.send(
      new CreateOrganizationPolicyCommand({
        Name: name,
        Description: title,
        Type: kind === "scp" ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY",
        Content: files.get(file),
      }),
    );
    for (const TargetId of targets) {
      await organizations.send(new AttachPolicyCommand({ PolicyId: made.Policy?.PolicySummary?.Id, TargetId }));
    }
  }
  if (plan.enableSignin !== null) {
    await signin("/put-console-authorization-configuration", { targetId: plan.enableSignin });
  }
  for (const { name, file } of plan.documents.filter((each) => each.kind === "boundary")) {
    const made = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: files.get(file) }));
    for (const { arn, how } of plan.bounded) {
      if (how === "has-another") continue;
      await iam.send(
        new PutRolePermissionsBoundaryCommand({
          RoleName: arn.slice(arn.lastIndexOf("/") + 1),
          PermissionsBoundary: made.Policy?.Arn,
        }),
      );
    }
  }
  organizations.destroy();
  iam.destroy();
}
