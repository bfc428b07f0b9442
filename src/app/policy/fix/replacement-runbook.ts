/**
 * The replacement of a user's key and device, for what no policy closes: somebody who holds the key may have enrolled a
 * device already, or may do so before the owner. Commands of the AWS CLI; what stands in angle brackets is to be filled
 * in. Source: AWS CLI reference, iam and sts; IAM user guide, "Revoke IAM role temporary security credentials" (the
 * condition on aws:TokenIssueTime).
 */
export function replacementRunbook(): string {
  return `## Replace a key and a device (for each user whose key may be known, and each user who had no device)

No policy closes the race for the first device: whoever comes first has it. So do not trust devices that were enrolled
while the gap was open; replace key and device. Fill in everything in <ANGLE BRACKETS>; run it as an administrator whose
session has MFA.

1. See what the user has. A device that the owner does not know is the thief's.

       aws iam list-access-keys --user-name <USER>
       aws iam list-mfa-devices --user-name <USER>

2. Make a new key, only where work cannot use a role or IAM Identity Center. Put it where the old one was used.

       aws iam create-access-key --user-name <USER>

3. Disable the old key; delete it when nothing complains.

       aws iam update-access-key --user-name <USER> --access-key-id <OLD-KEY-ID> --status Inactive
       aws iam delete-access-key --user-name <USER> --access-key-id <OLD-KEY-ID>

4. Sessions made with the old key live on for up to 36 hours. Refuse those that are older than now.

       aws iam put-user-policy --user-name <USER> --policy-name refuse-older-sessions --policy-document \\
         '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"<NOW, as 2026-01-31T12:00:00Z>"}}}}'

5. Remove the device. The second command is for virtual devices only.

       aws iam deactivate-mfa-device --user-name <USER> --serial-number <DEVICE-ARN>
       aws iam delete-virtual-mfa-device --serial-number <DEVICE-ARN>

6. Enrol a device with the owner present: the QR code is the secret, delete the file afterwards.

       aws iam create-virtual-mfa-device --virtual-mfa-device-name <NEW-DEVICE-NAME> --outfile <QR.png> --bootstrap-method QRCodePNG
       aws iam enable-mfa-device --user-name <USER> --serial-number <NEW-DEVICE-ARN> --authentication-code1 <CODE> --authentication-code2 <NEXT-CODE>

7. Verify, as the user with the new key: the identity, exactly the one new device, and a session with its code.

       aws sts get-caller-identity
       aws sts get-session-token --serial-number <NEW-DEVICE-ARN> --token-code <CODE>
       aws iam list-mfa-devices --user-name <USER>
`;
}
