import { describe, expect, it } from "vitest";
import { canonicalMailbox, coarseMailbox, mailboxRulesKnown } from "./canonical-mailbox.ts";

describe("the canonical form of a mailbox", () => {
  it("ignores dots and tags at Gmail, under both of its names", () => {
    expect(canonicalMailbox("Aws.Root+pay@GoogleMail.com")).toBe("awsroot@gmail.com");
  });
  it("ignores tags but not dots in a domain served by Google Workspace", () => {
    expect(canonicalMailbox("aws.root+pay@corp.example", "Google")).toBe("aws.root@corp.example");
  });
  it("keeps tags where the provider is not known", () => {
    expect(canonicalMailbox("Root+Pay@corp.example")).toBe("root+pay@corp.example");
    expect(mailboxRulesKnown("root+pay@corp.example")).toBe(false);
    expect(mailboxRulesKnown("root+pay@corp.example", "Microsoft 365")).toBe(true);
    expect(mailboxRulesKnown("root@corp.example", "Mimecast")).toBe(false);
  });
  it("folds everything a provider might fold in the coarsest form", () => {
    expect(coarseMailbox("Root.A+pay@corp.example")).toBe("root.a@corp.example");
    expect(coarseMailbox("Root.A+pay@gmail.com")).toBe("roota@gmail.com");
  });
  it("leaves text without a domain as it is", () => {
    expect(canonicalMailbox("Nobody")).toBe("nobody");
    expect(coarseMailbox("@x")).toBe("@x");
    expect(mailboxRulesKnown("a@")).toBe(false);
  });
});
