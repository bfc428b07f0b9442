import { caseAccount } from "./case-account.ts";
import { hw, intercept, mailbox, phone, pwv, role, totp, vault } from "./case-leaf.ts";
import type { TakeoverCase } from "./takeover-case.ts";

const id = "222222222222";
const mb = mailbox("mb", "root@corp.example");
const ci = role("ci", id, ["contact-write"]);

/** Stand-alone accounts: what mailbox, phone, contact writers, vaults and a device come to. */
export const standaloneCases: readonly TakeoverCase[] = [
  {
    id: "a",
    title: "hardware MFA, password vault, mailbox, phone, and a CI role that may write the contact",
    accounts: [
      caseAccount("A", id, {}, [hw, pwv, mb, phone, ci], {
        certain: [
          ["ci", "mb"],
          ["mb", "phone"],
          ["hw", "mb"],
          ["hw", "pwv"],
        ],
      }),
    ],
  },
  {
    id: "b",
    title: "as (a), with contact writes taken from the CI role by a boundary",
    accounts: [
      caseAccount("A", id, {}, [hw, pwv, mb, phone], {
        certain: [
          ["mb", "phone"],
          ["hw", "mb"],
          ["hw", "pwv"],
        ],
      }),
    ],
  },
  {
    id: "c",
    title: "as (a), with a seed vault in place of the device: the password vault adds nothing once the mailbox is read",
    accounts: [
      caseAccount("A", id, {}, [totp, pwv, mb, phone, ci], {
        certain: [
          ["ci", "mb"],
          ["mb", "phone"],
          ["mb", "totp"],
          ["pwv", "totp"],
        ],
      }),
    ],
  },
  {
    id: "f",
    title: "mailbox locked: two vaults, one of them alone, both in one",
    accounts: [
      caseAccount("two", id, {}, [pwv, totp, phone], { certain: [["pwv", "totp"]] }),
      caseAccount("password alone", id, {}, [pwv, phone], {}),
      caseAccount("seed alone", id, {}, [totp, phone], {}),
      caseAccount("one", id, {}, [vault("vault", ["password-vault", "seed-vault"]), phone], { certain: [["vault"]] }),
    ],
  },
  {
    id: "h",
    title: "as (c), mailbox locked, but its mail travels in plain text",
    accounts: [
      caseAccount("A", id, {}, [totp, pwv, intercept, phone, ci], {
        certain: [
          ["ci", "intercept"],
          ["intercept", "phone"],
          ["intercept", "totp"],
          ["pwv", "totp"],
        ],
      }),
    ],
  },
];
