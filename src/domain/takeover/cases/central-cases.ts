import { caseAccount, type CaseFacts } from "./case-account.ts";
import { centralPowers, mailbox, managementId, mgmt, phone, pwv, role, totp } from "./case-leaf.ts";
import type { TakeoverCase } from "./takeover-case.ts";

const id = "222222222222";
const bare: CaseFacts = { kind: "member", password: "no", mfa: "no" };
const classic: CaseFacts = { kind: "member" };
const mb = mailbox("mb", "root@corp.example");
const admin = role("member-admin", id, ["contact-write"]);
const noEmail = mgmt(centralPowers.filter((effect) => effect !== "org:email-start" && effect !== "org:email-accept"));
const iamDelegate = role("iam-delegate", "333333333333", ["org:assume-root:create", "org:assume-root:delete"]);
const deleter = role("iam-delegate", "333333333333", ["org:assume-root:delete"]);
const accountDelegate = role("acct-delegate", "444444444444", [
  "org:email-start",
  "org:email-accept",
  "org:contact-write",
]);

/** Members without root credentials, and what central power over them comes to. `mgmt` lives in management. */
export const centralCases: readonly TakeoverCase[] = [
  {
    id: "e1",
    title: "a member without credentials: management alone",
    accounts: [caseAccount("M", id, bare, [mb, phone, admin, mgmt()], { certain: [["mgmt"]] })],
  },
  {
    id: "e2",
    title: `as (e1), e-mail moves denied to management ${managementId}`,
    accounts: [caseAccount("M", id, bare, [mb, phone, admin, noEmail], { certain: [["mb", "mgmt"]] })],
  },
  {
    id: "e3",
    title: "as (e1), nobody holds central power",
    accounts: [caseAccount("M", id, bare, [mb, phone, admin], {})],
  },
  {
    id: "e4",
    title: "as (e3), but the administrator may leave the organization",
    accounts: [
      caseAccount("M", id, bare, [mb, phone, role("member-admin", id, ["contact-write", "leave-org"])], {
        possible: [["mb", "member-admin"]],
      }),
    ],
  },
  {
    id: "e5",
    title: "one delegate for root sessions, another for e-mail and contacts",
    accounts: [
      caseAccount("M", id, bare, [mb, phone, admin, iamDelegate, accountDelegate], {
        certain: [
          ["iam-delegate", "mb"],
          ["acct-delegate", "iam-delegate"],
        ],
      }),
    ],
  },
  {
    id: "e6",
    title: "a classic member with password and TOTP",
    accounts: [
      caseAccount("M", id, classic, [mb, phone, pwv, totp, admin, mgmt()], {
        certain: [["mgmt"], ["mb", "member-admin"], ["mb", "phone"], ["mb", "totp"], ["pwv", "totp"]],
      }),
    ],
  },
  {
    id: "e7",
    title: "a classic member and a delegate that may only delete credentials",
    accounts: [
      caseAccount("M", id, classic, [mb, phone, pwv, totp, deleter], {
        certain: [
          ["mb", "phone"],
          ["mb", "totp"],
          ["pwv", "totp"],
          ["iam-delegate", "mb"],
          ["iam-delegate", "pwv"],
        ],
      }),
    ],
  },
];
