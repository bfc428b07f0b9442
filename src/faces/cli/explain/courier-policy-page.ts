import {
  type CourierPlace,
  courierPermissions,
  courierRoles,
  type PolicyDocument,
} from "../../../domain/custody/sessions/role-policies.ts";

const place: CourierPlace = {
  partition: "aws",
  management: "111122223333",
  courier: "arn:aws:iam::111122223333:role/rootward-courier",
};

/** The documents that the courier's principal and its three roles need, with what to put in for the example's names. */
export function courierPolicyPage(): string {
  return [
    "# Courier policy",
    "",
    "The least that the courier needs at AWS, made from the calls that it makes. Put your own in for two names:",
    `\`${place.management}\`, the management account, and \`${place.courier}\`, the`,
    "principal that the courier runs as. In another partition every `arn:aws:` is `arn:aws-us-gov:` or `arn:aws-cn:`.",
    "The roles bear no other permissions, and nobody else may assume them or change them: whoever can put a policy or a",
    "trust policy on one of them needs no approval.",
    "",
    "With the courier's own credentials in place, `rootward courier --config courier/courier.json --check` tells of each",
    "role whether it lets the courier in.",
    "",
    "## The courier's own principal",
    "",
    "A role of its own, with these permissions and no others. It may lie in another account than the roles do.",
    "",
    ...block(courierPermissions(place)),
    "",
    "Its credentials come the way the AWS SDK finds them: variables of the environment, a profile, a role of the machine.",
    "**A role of the machine (an instance profile, a task role) is given to whoever asks on that machine, whatever user it",
    "is.** Where the gate or the broker runs on the same machine, do not use one, or shut the metadata service to their users",
    "(`iptables -A OUTPUT -d 169.254.169.254 -m owner --uid-owner rootward-gate -j REJECT`, the same for `rootward-broker`,",
    "and both with `ip6tables` for `fd00:ec2::254`). A machine of its own needs none of this.",
    "",
    ...courierRoles(place).flatMap(({ key, name, what, trust, permissions }) => [
      `## ${name}`,
      "",
      `\`roles.${key}\` in courier.json: ${what}. Its trust policy:`,
      "",
      ...block(trust),
      "",
      "Its permissions:",
      "",
      ...block(permissions),
      "",
    ]),
    "## What stands in them, and why",
    "",
    "- **`sts:SourceIdentity` like `rw-*`**: every session, and root of a member that is assumed with it, bears `rw-` and the",
    "  id of the request or the start of the document's hash. A session without it was not opened by the courier.",
    "- **`sts:TaskPolicyArn`**: four tasks, never the audit. Looking at root credentials is the scanner's affair, with a",
    "  permission of its own and no approval.",
    "- **`sts:SetSourceIdentity` on root**: the name goes along from the role's session to the root session. Whether AWS asks",
    "  for the permission there is not documented; it opens nothing by itself.",
    "- **Contacts of the own account and of `o-*/*`**: a session has less. Its session policy names the accounts, the contact",
    "  types and the mail domain of the approved plan.",
    "- **The four switches**: a session has one of them, and trusted access for `iam.amazonaws.com` alone where it switches on.",
    "- A session lasts 15 minutes at most. It cannot be called back.",
    "",
    "Central root access may be handed to a delegated administrator. `RootwardRootTask` then lies in that account, and its",
    "own ARN stands in courier.json; `RootwardOrgFeature` stays in the management account, which alone may switch on.",
    "",
  ].join("\n");
}

function block(document: PolicyDocument): readonly string[] {
  return ["```json", JSON.stringify(document, null, 2), "```"];
}
