/**
 * What a guard may leave out: the calls with which a user without device enrols the first one, and GetSessionToken,
 * which no policy can take away. Everything else, reads of the own access keys too, waits for MFA. Source: IAM user
 * guide, "AWS: Allows MFA-authenticated IAM users to manage their own credentials on the Security credentials page".
 */
export const enrolList: readonly string[] = [
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:GetMFADevice",
  "iam:GetUser",
  "iam:ListMFADevices",
  "iam:ListVirtualMFADevices",
  "iam:ResyncMFADevice",
  "sts:GetSessionToken",
];

/** What a guard that we write leaves out; with `isStrict` not the enrolment itself. */
export function newExemptions(isStrict: boolean): readonly string[] {
  return enrolList.filter((name) => name !== "iam:GetMFADevice" && !(isStrict && isEnrolment(name)));
}

/** Whether a name is one of the two calls that enrol a virtual device. */
export function isEnrolment(name: string): boolean {
  return /^iam:(?:createvirtualmfadevice|enablemfadevice)$/i.test(name);
}

/** Whether a name, in any case, is on the enrol list. */
export function isOnEnrolList(name: string): boolean {
  const folded = name.toLowerCase();
  return enrolList.some((each) => each.toLowerCase() === folded);
}
