import { describe, expect, it } from "vitest";
import { organizationFileOf, type OrganizationFileInput } from "../organization-file.ts";
import { buildState } from "./build-state.ts";

const file = (generate: OrganizationFileInput["generate"]) =>
  organizationFileOf({
    organization: { id: "o-generate00" },
    ous: { "r-gene": { children: { "ou-gene-aaaaaaaa": {}, "ou-gene-bbbbbbbb": {} } } },
    accounts: {
      "500000000003": {
        role: "management",
        email: "root@corp.example",
        root: { password: {} },
        contact: { phone: "+1 555 0100" },
      },
    },
    generate,
  });

describe("generated accounts", () => {
  it("meet the shares of the mix", () => {
    const mix = { noPassword: 0.33, noMfa: 0.14, sharedMailbox: 0.5, rootKey: 0.1, sharedPhone: 0.75 };
    const { accounts } = buildState(file({ accounts: 100, principals: 40, mix }));
    const made = [...accounts.values()].filter((account) => account.id !== "500000000003");
    const count = (is: (account: (typeof made)[number]) => boolean) => made.filter(is).length;
    expect(made).toHaveLength(100);
    expect(count((one) => one.root.password === null)).toBe(33);
    expect(count((one) => one.email.includes("+"))).toBe(50);
    expect(count((one) => one.root.keys.length > 0)).toBe(10);
    expect(count((one) => one.contact.PhoneNumber === "+1 555 0100")).toBe(75);
    expect(count((one) => one.root.devices.length > 0 && one.root.password === null)).toBe(0);
    expect(count((one) => one.parent === "ou-gene-aaaaaaaa")).toBe(50);
    for (const one of made) expect(one.iam.users.size + one.iam.groups.size + one.iam.roles.size).toBe(40);
  });

  it("are the same for the same seed, differ for another, and step over ids that are taken", () => {
    const mails = (seed: number) =>
      [...buildState(file({ accounts: 20, seed, mix: { sharedMailbox: 0.5 } })).accounts.values()].map(
        (one) => one.email,
      );
    expect(mails(7)).toEqual(mails(7));
    expect(mails(7)).not.toEqual(mails(8));
    expect(new Set(mails(7)).size).toBe(21);
  });

  it("may carry a reader role that trusts management", () => {
    const { accounts } = buildState(file({ accounts: 1, principals: 5, readerRole: "rootward-reader" }));
    const made = [...accounts.values()].find((one) => one.id !== "500000000003");
    expect(made?.iam.roles.get("rootward-reader")?.trust.text).toContain("500000000003:root");
  });

  it("share their documents, trust in the account itself apart", () => {
    const own = (accounts: number) => buildState(file({ accounts, principals: 40 })).documents.size - 2 * accounts;
    expect(own(200)).toBe(own(100));
    expect(own(100)).toBeLessThan(20);
  });
});
