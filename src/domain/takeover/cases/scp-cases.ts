import { caseAccount } from "./case-account.ts";
import { hw, mailbox, managementId, phone, pwv, role } from "./case-leaf.ts";
import type { TakeoverCase } from "./takeover-case.ts";

const id = "222222222222";
const mb = mailbox("mb", "root@corp.example");
const kept = [hw, pwv, mb, phone];
const withoutWriter = [
  ["mb", "phone"],
  ["hw", "mb"],
  ["hw", "pwv"],
];

/** An SCP at the organization root denies contact writes: it binds members and never management. */
export const scpCases: readonly TakeoverCase[] = [
  {
    id: "g",
    title: "an SCP against contact writes: management, a member, and two ways out of the organization",
    accounts: [
      caseAccount(
        "management",
        managementId,
        { kind: "management" },
        [...kept, role("ci", managementId, ["contact-write"])],
        {
          certain: [["ci", "mb"], ...withoutWriter],
        },
      ),
      caseAccount("member", id, { kind: "member" }, [...kept, role("ci", id, ["contact-write-but-scp"])], {
        certain: withoutWriter,
      }),
      caseAccount(
        "member, ci may leave",
        id,
        { kind: "member" },
        [...kept, role("ci", id, ["contact-write-but-scp", "leave-org"])],
        { certain: withoutWriter, possible: [["ci", "mb"]] },
      ),
      caseAccount(
        "member, only net-admin may leave",
        id,
        { kind: "member" },
        [...kept, role("ci", id, ["contact-write-but-scp"]), role("net-admin", id, ["leave-org"])],
        { certain: withoutWriter, possible: [["ci", "mb", "net-admin"]] },
      ),
    ],
  },
];
