import { XmlMap } from "../http/write-xml.ts";
import { result, type Handler } from "../aws-service.ts";

/** Counts and the four flags of root, in real time. An inactive access key counts as present. */
export const getAccountSummary: Handler = (call) => {
  call.authorize("iam:GetAccountSummary", "*");
  const { root, iam } = call.account;
  const userDevices = [...iam.users.values()].reduce((sum, user) => sum + user.devices.length, 0);
  const flag = (is: boolean) => (is ? 1 : 0);
  return result({
    SummaryMap: new XmlMap([
      ["Users", iam.users.size],
      ["UsersQuota", 5000],
      ["Groups", iam.groups.size],
      ["GroupsQuota", 300],
      ["Roles", iam.roles.size],
      ["RolesQuota", 1000],
      ["Policies", iam.managed.size],
      ["PoliciesQuota", 1500],
      ["Providers", iam.oidcProviders.size],
      ["MFADevices", userDevices + root.devices.length + iam.unassigned.length],
      ["MFADevicesInUse", userDevices + root.devices.length],
      ["AccountMFAEnabled", flag(root.devices.length > 0)],
      ["AccountAccessKeysPresent", flag(root.keys.length > 0)],
      ["AccountPasswordPresent", flag(root.password !== null)],
      ["AccountSigningCertificatesPresent", flag(root.certificates.length > 0)],
    ]),
  });
};
