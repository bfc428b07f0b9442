/**
 * CloudFormation for the alarm that needs nothing else of ours: EventBridge to SNS in us-east-1, where root sign-ins are
 * recorded. It pages on root activity, contact and root-mail changes, recovery and central root sessions, and on a test
 * event that anybody with `events:PutEvents` can send. Source: Sign-In and CloudTrail guides (event names).
 */
export const alertTemplate = `AWSTemplateFormatVersion: "2010-09-09"
Description: >-
  Rootward: mail when somebody acts as root, changes an account's contacts or root mail, asks for a new root password, or
  opens a central root session. Deploy it in us-east-1 of every account to be watched (service-managed StackSet), and in
  the management account. Needs a CloudTrail trail that records management events.
Parameters:
  Mail:
    Type: String
    Description: Address that hears the alarm. Not the root mailbox.
    AllowedPattern: "^[^@\\\\s]+@[^@\\\\s]+$"
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: Rootward alarm
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref Topic
      Protocol: email
      Endpoint: !Ref Mail
  TopicPolicy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Topic]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {Service: events.amazonaws.com}
            Action: sns:Publish
            Resource: !Ref Topic
            Condition: {StringEquals: {"aws:SourceAccount": !Ref "AWS::AccountId"}}
  RootActivity:
    Type: AWS::Events::Rule
    Properties:
      Description: Anything done by the root user, at the console or with its keys
      # Root sign-ins arrive as "AWS Console Sign In via CloudTrail", calls as "AWS API Call via CloudTrail".
      EventPattern:
        detail-type: ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail", "AWS Service Event via CloudTrail"]
        detail:
          userIdentity: {type: ["Root"]}
      Targets: [{Arn: !Ref Topic, Id: topic}]
  Recovery:
    Type: AWS::Events::Rule
    Properties:
      Description: A new root password was asked for or set
      EventPattern:
        detail:
          eventSource: ["signin.amazonaws.com"]
          eventName: ["PasswordRecoveryRequested", "PasswordRecoveryCompleted", "PasswordUpdated", "EmailUpdated"]
      Targets: [{Arn: !Ref Topic, Id: topic}]
  ContactsAndMails:
    Type: AWS::Events::Rule
    Properties:
      Description: The phone, another contact or the root mail changes
      EventPattern:
        detail:
          eventSource: ["account.amazonaws.com"]
          eventName:
            - PutContactInformation
            - PutAlternateContact
            - DeleteAlternateContact
            - StartPrimaryEmailUpdate
            - AcceptPrimaryEmailUpdate
            - SendPhoneNumberVerification
            - VerifyPhoneNumber
      Targets: [{Arn: !Ref Topic, Id: topic}]
  CentralRoot:
    Type: AWS::Events::Rule
    Properties:
      Description: A central root session, or central root access being switched
      EventPattern:
        detail:
          eventSource: ["sts.amazonaws.com", "iam.amazonaws.com"]
          eventName:
            - AssumeRoot
            - EnableOrganizationsRootCredentialsManagement
            - DisableOrganizationsRootCredentialsManagement
            - EnableOrganizationsRootSessions
            - DisableOrganizationsRootSessions
      Targets: [{Arn: !Ref Topic, Id: topic}]
  SigninWall:
    Type: AWS::Events::Rule
    Properties:
      Description: A sign-in policy changes
      EventPattern:
        detail:
          eventSource: ["signin.amazonaws.com"]
          eventName:
            - PutConsoleAuthorizationConfiguration
            - DeleteConsoleAuthorizationConfiguration
            - PutResourcePermissionStatement
            - DeleteResourcePermissionStatement
      Targets: [{Arn: !Ref Topic, Id: topic}]
  Test:
    Type: AWS::Events::Rule
    Properties:
      Description: The test event of this stack's output
      EventPattern:
        source: ["rootward.test"]
      Targets: [{Arn: !Ref Topic, Id: topic}]
Outputs:
  TestCommand:
    Description: Sends a test event; the mail must arrive within a minute
    Value: >-
      aws events put-events --region us-east-1
      --entries '[{"Source":"rootward.test","DetailType":"Rootward test","Detail":"{}"}]'
`;

/** The command that tests the alarm once the stack stands and the subscription is confirmed. */
export const alertTestCommand =
  'aws events put-events --region us-east-1 --entries \'[{"Source":"rootward.test","DetailType":"Rootward test","Detail":"{}"}]\'';
