import { caseAccount } from "./case-account.ts";
import { mailbox, mgmt, phone, role } from "./case-leaf.ts";
import type { TakeoverCase } from "./takeover-case.ts";

const shared = mailbox("aws@", "aws@corp.example");
const own = mailbox("m4@", "m4@corp.example");
const ids = ["222222222201", "222222222202", "222222222203", "222222222204"] as const;

/** Four members, three of them on one mailbox. */
export const sharedMailboxCase: TakeoverCase = {
  id: "d",
  title: "members that share a mailbox, a writer that an SCP stops, a member without MFA, and management",
  accounts: [
    caseAccount("M1", ids[0], { kind: "member" }, [shared, phone, role("w1", ids[0], ["contact-write"]), mgmt()], {
      certain: [["mgmt"], ["aws@", "w1"], ["aws@", "phone"]],
    }),
    caseAccount(
      "M2",
      ids[1],
      { kind: "member" },
      [shared, phone, role("w2", ids[1], ["contact-write-but-scp"]), mgmt()],
      {
        certain: [["mgmt"], ["aws@", "phone"]],
      },
    ),
    caseAccount(
      "M3",
      ids[2],
      { kind: "member", mfa: "no" },
      [shared, phone, role("w3", ids[2], ["contact-write"]), mgmt()],
      {
        certain: [["mgmt"], ["aws@"]],
      },
    ),
    caseAccount("M4", ids[3], { kind: "member" }, [own, phone, role("w4", ids[3], ["contact-write"]), mgmt()], {
      certain: [["mgmt"], ["m4@", "w4"], ["m4@", "phone"]],
    }),
  ],
};
