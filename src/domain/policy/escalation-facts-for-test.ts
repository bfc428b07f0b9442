import type { EscalationKind } from "./escalation.ts";

/** What is known of an escalation apart from our own files. */
export interface EscalationFact {
  readonly id: string;
  readonly kind: EscalationKind;
  readonly trust: string | null;
  /** `certain`: IAM data holds everything that the way needs. */
  readonly best: "certain" | "may";
  readonly needs: readonly { readonly action: string; readonly resource: string; readonly isOptional: boolean }[];
}

/**
 * Every escalation: id, kind, trusted service, how sure IAM data can make it, calls. From pathfinding.cloud, Prowler and
 * AWS documentation.
 */
export const escalationFacts: readonly EscalationFact[] = `
agentcore-existing-browser | existing-passrole | bedrock-agentcore.amazonaws.com | may | bedrock-agentcore:StartBrowserSession @ existing browser, bedrock-agentcore:ConnectBrowserAutomationStream @ existing browser
agentcore-existing-code-interpreter | existing-passrole | bedrock-agentcore.amazonaws.com | may | bedrock-agentcore:StartCodeInterpreterSession @ existing code interpreter, bedrock-agentcore:InvokeCodeInterpreter @ existing code interpreter
agentcore-existing-runtime-command | existing-passrole | bedrock-agentcore.amazonaws.com | may | bedrock-agentcore:InvokeAgentRuntimeCommand @ existing agent runtime
agentcore-new-browser | new-passrole | bedrock-agentcore.amazonaws.com | certain | iam:PassRole @ passed role, bedrock-agentcore:CreateBrowser @ new browser, bedrock-agentcore:StartBrowserSession @ new browser, bedrock-agentcore:ConnectBrowserAutomationStream @ new browser
agentcore-new-code-interpreter | new-passrole | bedrock-agentcore.amazonaws.com | certain | iam:PassRole @ passed role, bedrock-agentcore:CreateCodeInterpreter @ new code interpreter, bedrock-agentcore:StartCodeInterpreterSession @ new code interpreter, bedrock-agentcore:InvokeCodeInterpreter @ new code interpreter
agentcore-new-harness | new-passrole | bedrock-agentcore.amazonaws.com | may | iam:PassRole @ passed role, bedrock-agentcore:CreateHarness @ new harness, bedrock-agentcore:CreateAgentRuntime @ new agent runtime, bedrock-agentcore:CreateAgentRuntimeEndpoint @ new agent runtime, bedrock-agentcore:CreateWorkloadIdentity @ any, bedrock-agentcore:GetAgentRuntime @ new agent runtime, bedrock-agentcore:GetHarness @ new harness ?, bedrock-agentcore:InvokeAgentRuntimeCommand @ new agent runtime
agentcore-new-runtime | new-passrole | bedrock-agentcore.amazonaws.com | may | iam:PassRole @ passed role, bedrock-agentcore:CreateAgentRuntime @ new agent runtime, bedrock-agentcore:CreateAgentRuntimeEndpoint @ new agent runtime, bedrock-agentcore:CreateWorkloadIdentity @ any, bedrock-agentcore:InvokeAgentRuntimeCommand @ new agent runtime
amplify-new-app-build | new-passrole | amplify.amazonaws.com | may | iam:PassRole @ passed role, amplify:CreateApp @ new app, amplify:CreateBranch @ new app, amplify:StartJob @ new app
apprunner-new-service | new-passrole | tasks.apprunner.amazonaws.com | certain | iam:PassRole @ passed role, apprunner:CreateService @ new service
apprunner-update-service | existing-passrole | tasks.apprunner.amazonaws.com | may | apprunner:UpdateService @ existing service
autoscaling-new-group | new-passrole | ec2.amazonaws.com | may | iam:PassRole @ passed role, autoscaling:CreateLaunchConfiguration @ new launch configuration, autoscaling:CreateAutoScalingGroup @ new auto scaling group
autoscaling-update-group | new-passrole | ec2.amazonaws.com | may | iam:PassRole @ passed role, autoscaling:CreateLaunchConfiguration @ new launch configuration, autoscaling:UpdateAutoScalingGroup @ existing auto scaling group
batch-new-job-definition | new-passrole | ecs-tasks.amazonaws.com | may | iam:PassRole @ passed role, batch:RegisterJobDefinition @ new job definition, batch:SubmitJob @ new job definition
batch-submit-existing-definition | existing-passrole | ecs-tasks.amazonaws.com | may | batch:SubmitJob @ existing job definition
batch-whole-pipeline | new-passrole | ecs-tasks.amazonaws.com | may | iam:PassRole @ passed role, batch:CreateComputeEnvironment @ new compute environment, batch:CreateJobQueue @ new job queue, batch:RegisterJobDefinition @ new job definition, batch:SubmitJob @ new job definition
braket-new-job | new-passrole | braket.amazonaws.com | certain | iam:PassRole @ passed role, braket:CreateJob @ new job
cloudformation-change-set | existing-passrole | cloudformation.amazonaws.com | may | cloudformation:CreateChangeSet @ existing stack, cloudformation:ExecuteChangeSet @ existing stack
cloudformation-new-stack | new-passrole | cloudformation.amazonaws.com | certain | iam:PassRole @ passed role, cloudformation:CreateStack @ new stack
cloudformation-new-stackset | new-passrole | cloudformation.amazonaws.com | may | iam:PassRole @ passed role, cloudformation:CreateStackSet @ new stack set, cloudformation:CreateStackInstances @ new stack set
cloudformation-update-stack | existing-passrole | cloudformation.amazonaws.com | may | cloudformation:UpdateStack @ existing stack
cloudformation-update-stackset | new-passrole | cloudformation.amazonaws.com | may | iam:PassRole @ passed role, cloudformation:UpdateStackSet @ existing stack set
codebuild-new-batch-project | new-passrole | codebuild.amazonaws.com | certain | iam:PassRole @ passed role, codebuild:CreateProject @ new project, codebuild:StartBuildBatch @ new project
codebuild-new-project | new-passrole | codebuild.amazonaws.com | certain | iam:PassRole @ passed role, codebuild:CreateProject @ new project, codebuild:StartBuild @ new project
codebuild-start-build | existing-passrole | codebuild.amazonaws.com | may | codebuild:StartBuild @ existing project
codebuild-start-build-batch | existing-passrole | codebuild.amazonaws.com | may | codebuild:StartBuildBatch @ existing project
codedeploy-new-deployment | existing-passrole | ec2.amazonaws.com | may | codedeploy:CreateDeployment @ existing deployment group, codedeploy:RegisterApplicationRevision @ existing application, codedeploy:GetDeploymentConfig @ any ?
codestar-new-project | new-passrole | codestar.amazonaws.com | may | iam:PassRole @ passed role, codestar:CreateProject @ new project
cognito-identity-pool-role | new-passrole | cognito-identity.amazonaws.com | may | iam:PassRole @ passed role, cognito-identity:SetIdentityPoolRoles @ existing identity pool
datapipeline-new-pipeline | new-passrole | datapipeline.amazonaws.com | may | iam:PassRole @ passed role, datapipeline:CreatePipeline @ new pipeline, datapipeline:PutPipelineDefinition @ new pipeline, datapipeline:ActivatePipeline @ new pipeline
ec2-instance-connect | existing-passrole | ec2.amazonaws.com | may | ec2-instance-connect:SendSSHPublicKey @ existing instance
ec2-launch-template-rewrite | existing-passrole | ec2.amazonaws.com | may | ec2:CreateLaunchTemplateVersion @ existing launch template, ec2:ModifyLaunchTemplate @ existing launch template
ec2-request-spot-instances | new-passrole | ec2.amazonaws.com | may | iam:PassRole @ passed role, ec2:RequestSpotInstances @ new instance
ec2-run-instances | new-passrole | ec2.amazonaws.com | may | iam:PassRole @ passed role, ec2:RunInstances @ new instance
ec2-user-data-rewrite | existing-passrole | ec2.amazonaws.com | may | ec2:ModifyInstanceAttribute @ existing instance, ec2:StopInstances @ existing instance, ec2:StartInstances @ existing instance
ecs-exec | existing-passrole | ecs-tasks.amazonaws.com | may | ecs:ExecuteCommand @ existing task, ecs:DescribeTasks @ existing task
ecs-new-cluster-run-task | new-passrole | ecs-tasks.amazonaws.com | certain | iam:PassRole @ passed role, ecs:CreateCluster @ new cluster, ecs:RegisterTaskDefinition @ new task definition, ecs:RunTask @ new task definition
ecs-new-cluster-service | new-passrole | ecs-tasks.amazonaws.com | certain | iam:PassRole @ passed role, ecs:CreateCluster @ new cluster, ecs:RegisterTaskDefinition @ new task definition, ecs:CreateService @ new service
ecs-own-container-instance | new-passrole | ecs-tasks.amazonaws.com | may | iam:PassRole @ passed role, ecs:RegisterContainerInstance @ existing cluster, ecs:StartTask @ existing task definition, ecs:DeregisterContainerInstance @ existing cluster ?
ecs-run-task-existing-cluster | new-passrole | ecs-tasks.amazonaws.com | may | iam:PassRole @ passed role, ecs:RegisterTaskDefinition @ new task definition, ecs:RunTask @ new task definition
ecs-run-task-override | new-passrole | ecs-tasks.amazonaws.com | may | iam:PassRole @ passed role, ecs:RunTask @ existing task definition
ecs-service-existing-cluster | new-passrole | ecs-tasks.amazonaws.com | may | iam:PassRole @ passed role, ecs:RegisterTaskDefinition @ new task definition, ecs:CreateService @ new service
ecs-start-task-existing-cluster | new-passrole | ecs-tasks.amazonaws.com | may | iam:PassRole @ passed role, ecs:RegisterTaskDefinition @ new task definition, ecs:StartTask @ new task definition
ecs-start-task-override | new-passrole | ecs-tasks.amazonaws.com | may | iam:PassRole @ passed role, ecs:StartTask @ existing task definition
emr-new-cluster | new-passrole | ec2.amazonaws.com | may | iam:PassRole @ passed role, elasticmapreduce:RunJobFlow @ new cluster
emr-serverless-new-application | new-passrole | emr-serverless.amazonaws.com | certain | iam:PassRole @ passed role, emr-serverless:CreateApplication @ new application, emr-serverless:StartJobRun @ new application
gamelift-new-fleet | new-passrole | gamelift.amazonaws.com | certain | iam:PassRole @ passed role, gamelift:CreateBuild @ new build, gamelift:RequestUploadCredentials @ new build, gamelift:CreateFleet @ new fleet
glue-new-dev-endpoint | new-passrole | glue.amazonaws.com | certain | iam:PassRole @ passed role, glue:CreateDevEndpoint @ new dev endpoint
glue-new-job-run | new-passrole | glue.amazonaws.com | certain | iam:PassRole @ passed role, glue:CreateJob @ new job, glue:StartJobRun @ new job
glue-new-job-trigger | new-passrole | glue.amazonaws.com | certain | iam:PassRole @ passed role, glue:CreateJob @ new job, glue:CreateTrigger @ new trigger
glue-new-session | new-passrole | glue.amazonaws.com | certain | iam:PassRole @ passed role, glue:CreateSession @ new session, glue:RunStatement @ new session
glue-update-dev-endpoint | existing-passrole | glue.amazonaws.com | may | glue:UpdateDevEndpoint @ existing dev endpoint
glue-update-job-run | new-passrole | glue.amazonaws.com | may | iam:PassRole @ passed role, glue:UpdateJob @ existing job, glue:StartJobRun @ existing job
glue-update-job-trigger | new-passrole | glue.amazonaws.com | may | iam:PassRole @ passed role, glue:UpdateJob @ existing job, glue:CreateTrigger @ new trigger
iam-add-self-to-group | self-escalation | - | certain | iam:AddUserToGroup @ target group
iam-attach-own-group-policy | self-escalation | - | certain | iam:AttachGroupPolicy @ own group
iam-attach-own-role-policy | self-escalation | - | certain | iam:AttachRolePolicy @ own role
iam-attach-own-user-policy | self-escalation | - | certain | iam:AttachUserPolicy @ own user
iam-attach-role-policy-and-trust | principal-access | - | certain | iam:AttachRolePolicy @ target role, iam:UpdateAssumeRolePolicy @ target role
iam-attach-role-policy-then-assume | principal-access | - | certain | iam:AttachRolePolicy @ target role, sts:AssumeRole @ target role
iam-attach-user-policy-then-key | principal-access | - | certain | iam:AttachUserPolicy @ target user, iam:CreateAccessKey @ target user
iam-create-access-key | principal-access | - | certain | iam:CreateAccessKey @ target user
iam-create-login-profile | principal-access | - | certain | iam:CreateLoginProfile @ target user
iam-create-policy-version | self-escalation | - | certain | iam:CreatePolicyVersion @ policy on self
iam-delete-group-inline-deny | guard-removal | - | certain | iam:DeleteGroupPolicy @ own group
iam-delete-own-inline-deny | self-escalation | - | certain | iam:DeleteUserPolicy @ own user
iam-delete-own-user-boundary | self-escalation | - | certain | iam:DeleteUserPermissionsBoundary @ own user
iam-delete-role-boundary-then-assume | principal-access | - | certain | iam:DeleteRolePermissionsBoundary @ target role, sts:AssumeRole @ target role
iam-delete-role-inline-deny | guard-removal | - | certain | iam:DeleteRolePolicy @ own role
iam-detach-group-deny-policy | guard-removal | - | certain | iam:DetachGroupPolicy @ own group
iam-detach-own-deny-policy | self-escalation | - | certain | iam:DetachUserPolicy @ own user
iam-detach-role-deny-policy | guard-removal | - | certain | iam:DetachRolePolicy @ own role
iam-policy-version-and-trust | principal-access | - | certain | iam:CreatePolicyVersion @ policy on target role, iam:UpdateAssumeRolePolicy @ target role
iam-policy-version-then-assume | principal-access | - | certain | iam:CreatePolicyVersion @ policy on target role, sts:AssumeRole @ target role
iam-put-own-group-policy | self-escalation | - | certain | iam:PutGroupPolicy @ own group
iam-put-own-role-policy | self-escalation | - | certain | iam:PutRolePolicy @ own role
iam-put-own-user-policy | self-escalation | - | certain | iam:PutUserPolicy @ own user
iam-put-role-policy-and-trust | principal-access | - | certain | iam:PutRolePolicy @ target role, iam:UpdateAssumeRolePolicy @ target role
iam-put-role-policy-then-assume | principal-access | - | certain | iam:PutRolePolicy @ target role, sts:AssumeRole @ target role
iam-put-user-policy-then-key | principal-access | - | certain | iam:PutUserPolicy @ target user, iam:CreateAccessKey @ target user
iam-remove-self-from-group | guard-removal | - | certain | iam:RemoveUserFromGroup @ own group
iam-replace-own-user-boundary | self-escalation | - | certain | iam:PutUserPermissionsBoundary @ own user
iam-replace-role-boundary-then-assume | guard-removal | - | certain | iam:PutRolePermissionsBoundary @ target role, sts:AssumeRole @ target role
iam-rotate-access-key | principal-access | - | certain | iam:DeleteAccessKey @ target user, iam:CreateAccessKey @ target user
iam-set-default-policy-version | self-escalation | - | certain | iam:SetDefaultPolicyVersion @ policy on self
iam-update-login-profile | principal-access | - | certain | iam:UpdateLoginProfile @ target user
iam-update-trust-policy | principal-access | - | certain | iam:UpdateAssumeRolePolicy @ target role
iam-update-trust-then-assume | principal-access | - | certain | iam:UpdateAssumeRolePolicy @ target role, sts:AssumeRole @ target role
imagebuilder-new-image | new-passrole | ec2.amazonaws.com | may | iam:PassRole @ passed role, imagebuilder:CreateComponent @ new component, imagebuilder:CreateImageRecipe @ new image recipe, imagebuilder:CreateInfrastructureConfiguration @ new infrastructure configuration, imagebuilder:CreateImage @ new image
kinesisanalytics-new-application | new-passrole | kinesisanalytics.amazonaws.com | certain | iam:PassRole @ passed role, kinesisanalytics:CreateApplication @ new application, kinesisanalytics:StartApplication @ new application
lambda-new-function-add-permission | new-passrole | lambda.amazonaws.com | certain | iam:PassRole @ passed role, lambda:CreateFunction @ new function, lambda:AddPermission @ new function
lambda-new-function-event-source | new-passrole | lambda.amazonaws.com | may | iam:PassRole @ passed role, lambda:CreateFunction @ new function, lambda:CreateEventSourceMapping @ new function
lambda-new-function-invoke | new-passrole | lambda.amazonaws.com | certain | iam:PassRole @ passed role, lambda:CreateFunction @ new function, lambda:InvokeFunction @ new function
lambda-new-function-own-stream | new-passrole | lambda.amazonaws.com | may | iam:PassRole @ passed role, lambda:CreateFunction @ new function, lambda:CreateEventSourceMapping @ new function, dynamodb:CreateTable @ new table, dynamodb:PutItem @ new table
lambda-update-code | existing-passrole | lambda.amazonaws.com | may | lambda:UpdateFunctionCode @ existing function
lambda-update-code-add-permission | existing-passrole | lambda.amazonaws.com | may | lambda:UpdateFunctionCode @ existing function, lambda:AddPermission @ existing function
lambda-update-code-invoke | existing-passrole | lambda.amazonaws.com | may | lambda:UpdateFunctionCode @ existing function, lambda:InvokeFunction @ existing function
lambda-update-configuration | existing-passrole | lambda.amazonaws.com | may | lambda:UpdateFunctionConfiguration @ existing function
mfa-deactivate-other-user | mfa-guard | - | certain | iam:DeactivateMFADevice @ target user
mfa-deactivate-then-enrol | mfa-guard | - | certain | iam:DeactivateMFADevice @ own user, iam:CreateVirtualMFADevice @ own mfa, iam:EnableMFADevice @ own user
mfa-enrol-for-other-user | mfa-guard | - | certain | iam:CreateVirtualMFADevice @ own mfa, iam:EnableMFADevice @ target user
mfa-self-enrol-first-device | mfa-guard | - | certain | iam:CreateVirtualMFADevice @ own mfa, iam:EnableMFADevice @ own user
mfa-take-pending-device-name | mfa-guard | - | may | iam:DeleteVirtualMFADevice @ own mfa, iam:CreateVirtualMFADevice @ own mfa, iam:EnableMFADevice @ own user
omics-new-workflow-run | new-passrole | omics.amazonaws.com | may | iam:PassRole @ passed role, omics:CreateWorkflow @ new workflow, omics:StartRun @ new workflow, s3:GetObject @ any ?
organizations-detach-scp | guard-removal | - | may | organizations:DetachPolicy @ any
organizations-rewrite-scp | guard-removal | - | certain | organizations:UpdatePolicy @ any
root-allow-password-recovery | root-takeover | - | may | sts:AssumeRoot @ member root
root-assume-root | root-takeover | - | may | sts:AssumeRoot @ member root
root-change-phone | root-takeover | - | may | account:PutContactInformation @ any
root-enable-credentials-management | root-takeover | - | may | iam:EnableOrganizationsRootCredentialsManagement @ any, sts:AssumeRoot @ member root
root-enable-root-sessions | root-takeover | - | may | iam:EnableOrganizationsRootSessions @ any, sts:AssumeRoot @ member root
root-move-member-mailbox | root-takeover | - | may | account:StartPrimaryEmailUpdate @ any, account:AcceptPrimaryEmailUpdate @ any
sagemaker-new-notebook | new-passrole | sagemaker.amazonaws.com | may | iam:PassRole @ passed role, sagemaker:CreateNotebookInstance @ new notebook instance
sagemaker-new-processing-job | new-passrole | sagemaker.amazonaws.com | may | iam:PassRole @ passed role, sagemaker:CreateProcessingJob @ new processing job
sagemaker-new-training-job | new-passrole | sagemaker.amazonaws.com | may | iam:PassRole @ passed role, sagemaker:CreateTrainingJob @ new training job
sagemaker-notebook-lifecycle | existing-passrole | sagemaker.amazonaws.com | may | sagemaker:CreateNotebookInstanceLifecycleConfig @ new lifecycle configuration, sagemaker:StopNotebookInstance @ existing notebook instance, sagemaker:UpdateNotebookInstance @ existing notebook instance, sagemaker:StartNotebookInstance @ existing notebook instance
sagemaker-presigned-notebook-url | existing-passrole | sagemaker.amazonaws.com | may | sagemaker:CreatePresignedNotebookInstanceUrl @ existing notebook instance
scheduler-new-schedule | new-passrole | scheduler.amazonaws.com | certain | iam:PassRole @ passed role, scheduler:CreateSchedule @ new schedule
ssm-new-automation | new-passrole | ssm.amazonaws.com | certain | iam:PassRole @ passed role, ssm:CreateDocument @ new document, ssm:StartAutomationExecution @ new document
ssm-send-command | existing-passrole | ec2.amazonaws.com | may | ssm:SendCommand @ existing instance
ssm-start-session | existing-passrole | ec2.amazonaws.com | may | ssm:StartSession @ existing instance
sso-attach-policy-to-assigned-set | self-escalation | - | may | sso:AttachManagedPolicyToPermissionSet @ existing permission set
sso-inline-policy-on-assigned-set | self-escalation | - | may | sso:PutInlinePolicyToPermissionSet @ existing permission set
sso-new-admin-permission-set | self-escalation | - | may | sso:CreatePermissionSet @ new permission set, sso:AttachManagedPolicyToPermissionSet @ new permission set, sso:CreateAccountAssignment @ any
stepfunctions-new-state-machine | new-passrole | states.amazonaws.com | certain | iam:PassRole @ passed role, states:CreateStateMachine @ new state machine, states:StartExecution @ new state machine
stepfunctions-update-state-machine | existing-passrole | states.amazonaws.com | may | states:UpdateStateMachine @ existing state machine, states:StartExecution @ existing state machine
sts-assume-role | principal-access | - | certain | sts:AssumeRole @ target role
sts-external-account-trust | principal-access | - | may | sts:AssumeRole @ target role
sts-wildcard-trust | principal-access | - | certain | sts:AssumeRole @ target role
`
  .trim()
  .split("\n")
  .map((line): EscalationFact => {
    const [id = "", kind = "", trust = "", best = "", needs = ""] = line.split(" | ");
    return {
      id,
      kind: kind as EscalationKind,
      trust: trust === "-" ? null : trust,
      best: best === "certain" ? "certain" : "may",
      needs: needs.split(", ").map((need) => {
        const [action = "", resource = ""] = need.replace(/ \?$/, "").split(" @ ");
        return { action, resource, isOptional: need.endsWith(" ?") };
      }),
    };
  });
