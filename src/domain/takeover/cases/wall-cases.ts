import { caseAccount, type CaseFacts } from "./case-account.ts";
import { centralPowers, mailbox, mgmt, net, phone, pwv, role, rootKey, totp } from "./case-leaf.ts";
import type { TakeoverCase } from "./takeover-case.ts";

const id = "222222222222";
const mb = mailbox("mb", "root@corp.example");
const walled: CaseFacts = { kind: "member", wall: { rcp: "deny" } };
// The SCP protects the wall, so what the role's own policies allow there comes to nothing.
const ci = role("ci", id, ["contact-write", "wall-off-but-scp"]);
const kept = [mb, phone, pwv, totp];
const boundMgmt = mgmt(centralPowers.filter((effect) => effect !== "org:policy-edit" && effect !== "org:wall-off"));

/** A wall in front of root's sign-in page. */
export const wallCases: readonly TakeoverCase[] = [
  {
    id: "i1",
    title: "a classic member behind an RCP that refuses root everywhere",
    accounts: [caseAccount("M", id, walled, [...kept, ci], {})],
  },
  {
    id: "i2",
    title: "a class of the member may delete the wall and write contacts",
    accounts: [
      caseAccount("M", id, walled, [...kept, ci, role("adm", id, ["contact-write", "wall-off"])], {
        possible: [
          ["adm", "mb"],
          ["adm", "pwv", "totp"],
        ],
      }),
    ],
  },
  {
    id: "i3",
    title: "management with every effect, and without those on the wall",
    accounts: [
      caseAccount("all effects", id, walled, [...kept, ci, mgmt()], { certain: [["mgmt"]] }),
      caseAccount("not the wall", id, walled, [...kept, ci, boundMgmt], {}),
    ],
  },
  {
    id: "i4",
    title: "as (i1), with an active root key",
    accounts: [
      caseAccount("M", id, { ...walled, keys: "yes" }, [...kept, ci, rootKey(id)], { certain: [["rootkey"]] }),
    ],
  },
  {
    id: "i5",
    title: "a wall that opens from one network",
    accounts: [
      caseAccount(
        "M",
        id,
        { kind: "member", wall: { account: "network" } },
        [...kept, net, role("ci", id, ["contact-write"])],
        {
          certain: [
            ["ci", "mb", "net"],
            ["mb", "net", "phone"],
            ["mb", "net", "totp"],
            ["net", "pwv", "totp"],
          ],
        },
      ),
    ],
  },
];
