/** What the roll-out templates are made from. */
export interface ReaderActions {
  /** IAM actions of the role in each member, sorted. */
  readonly member: readonly string[];
  /** IAM actions of the role in the management account, sorted; without the two AssumeRole statements. */
  readonly central: readonly string[];
  /** Name of the role in each member. */
  readonly memberRole: string;
  /** Name of the role in the management account. */
  readonly centralRole: string;
}

/**
 * One CloudFormation stack for the management account: the central role, and a service-managed StackSet that puts the
 * reader role into every member, also into accounts that join later. A StackSet on the organization root does not reach
 * the management account, so the central role carries the member's actions too. Source: CloudFormation User Guide
 * (service-managed StackSets).
 */
export function readerStack(actions: ReaderActions): string {
  const list = (names: readonly string[], indent: string) => names.map((name) => `${indent}- ${name}`).join("\n");
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: >-
  Rootward reads who can become root. Two read-only roles: ${actions.centralRole} here in the management account (or in a
  delegated administrator), ${actions.memberRole} in every member. Nothing here can write.
Parameters:
  TrustedPrincipal:
    Type: String
    Description: ARN of the user or role that runs the scan
    AllowedPattern: "^arn:[^:]+:(iam|sts)::[0-9]{12}:.+$"
  ExternalId:
    Type: String
    MinLength: 1
    NoEcho: true
    Description: Any word; the scan names it with --external-id
  OrganizationalUnitIds:
    Type: CommaDelimitedList
    Description: The root (r-…) or the units (ou-…) whose accounts are to be read
    AllowedPattern: "^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$"
  CallAs:
    Type: String
    Default: SELF
    AllowedValues: [SELF, DELEGATED_ADMIN]
    Description: SELF in the management account, DELEGATED_ADMIN in a delegate for StackSets
  FailureTolerancePercentage:
    Type: Number
    Default: 10
    MinValue: 0
    MaxValue: 100
  AllowRootAudit:
    Type: String
    Default: "no"
    AllowedValues: ["yes", "no"]
    Description: Also allow sts:AssumeRoot, for the audit task alone (scan --assume-root); every member logs it
Conditions:
  RootAudit: !Equals [!Ref AllowRootAudit, "yes"]
Resources:
  Central:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${actions.centralRole}
      MaxSessionDuration: 3600
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {AWS: !Ref TrustedPrincipal}
            Action: sts:AssumeRole
            Condition: {StringEquals: {"sts:ExternalId": !Ref ExternalId}}
      Policies:
        - PolicyName: read-organization
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Read
                Effect: Allow
                Resource: "*"
                Action:
${list([...new Set([...actions.central, ...actions.member])].toSorted(), "                  ")}
              - Sid: ReadMembers
                Effect: Allow
                Action: sts:AssumeRole
                Resource: !Sub "arn:\${AWS::Partition}:iam::*:role/${actions.memberRole}"
  CentralRootAudit:
    Type: AWS::IAM::Policy
    Condition: RootAudit
    Properties:
      PolicyName: audit-member-roots
      Roles: [!Ref Central]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: AuditMemberRoots
            Effect: Allow
            Action: sts:AssumeRoot
            Resource: !Sub "arn:\${AWS::Partition}:iam::*:root"
            Condition:
              StringEquals:
                sts:TaskPolicyArn: !Sub "arn:\${AWS::Partition}:iam::aws:policy/root-task/IAMAuditRootUserCredentials"
  Members:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: rootward-reader
      Description: The read-only role ${actions.memberRole}
      PermissionModel: SERVICE_MANAGED
      CallAs: !Ref CallAs
      AutoDeployment: {Enabled: true, RetainStacksOnAccountRemoval: false}
      Capabilities: [CAPABILITY_NAMED_IAM]
      OperationPreferences:
        FailureTolerancePercentage: !Ref FailureTolerancePercentage
        MaxConcurrentPercentage: 100
      Parameters:
        - {ParameterKey: Central, ParameterValue: !GetAtt Central.Arn}
        - {ParameterKey: ExternalId, ParameterValue: !Ref ExternalId}
      StackInstancesGroup:
        - DeploymentTargets: {OrganizationalUnitIds: !Ref OrganizationalUnitIds}
          Regions: [!Ref "AWS::Region"]
      TemplateBody: |
${memberTemplate(actions)
  .split("\n")
  .map((line) => (line === "" ? "" : `        ${line}`))
  .join("\n")}
Outputs:
  CentralRole:
    Value: !GetAtt Central.Arn
  Scan:
    Description: Run this from the trusted principal
    Value: !Sub "node bin/rootward.js scan --role-arn \${Central.Arn} --external-id <the external id>"
`;
}

/** The template that the StackSet puts into each member: the reader role alone. */
export function memberTemplate(actions: ReaderActions): string {
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: Rootward's read-only role
Parameters:
  Central: {Type: String}
  ExternalId: {Type: String, MinLength: 1, NoEcho: true}
Resources:
  Reader:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${actions.memberRole}
      MaxSessionDuration: 3600
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {AWS: !Ref Central}
            Action: sts:AssumeRole
            Condition: {StringEquals: {"sts:ExternalId": !Ref ExternalId}}
      Policies:
        - PolicyName: read-root
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Read
                Effect: Allow
                Resource: "*"
                Action:
${actions.member.map((name) => `                  - ${name}`).join("\n")}
`;
}
