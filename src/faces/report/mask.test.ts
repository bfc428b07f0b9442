import { describe, expect, it } from "vitest";
import { contactMask } from "./contact-mask.ts";

const mask = contactMask({
  contacts: {
    mails: [
      "root@corp.example",
      "rita@corp.example",
      "Root+pay@Corp.example",
      '"odd name"@corp.example',
      "root@localhost",
    ],
    phones: ["+1 555 0100", "+49 (30) 555-0100", "112", "111122223333"],
  },
  accounts: new Set(["111122223333"]),
  texts: ["asked jane@other.example and joe@other.example", "call +44 20 7946 0958"],
});

describe("masking", () => {
  const cases: readonly [string, string][] = [
    ["mb:root@corp.example", "mb:r***@corp.example#2"],
    ["mb:rita@corp.example", "mb:r***@corp.example#1"],
    ["read Root@CORP.example: new password", "read r***@corp.example#2: new password"],
    ["root+pay@corp.example is the same mailbox", "r***@corp.example#2 is the same mailbox"],
    ["<root@corp.example>, 'rita@corp.example'.", "<r***@corp.example#2>, 'r***@corp.example#1'."],
    ["phone:+15550100", "phone:***0100#1"],
    ["call 001 555 0100 or +1-555-0100!", "call ***0100#1 or ***0100#1!"],
    ["2026-11-21 +49 (30) 555.0100 12", "2026-11-21 ***0100#2 12"],
    ["arn:aws:iam::111122223333:user/jane@other.example", "arn:aws:iam::111122223333:user/j***@other.example#1"],
    ["joe@other.example", "j***@other.example#2"],
    ["nobody@else.example", "n***@else.example"],
    ["+44 20 7946 0958", "***0958#1"],
    ["+44 20 7946 0999", "***0999"],
    ['"odd name"@corp.example and root@localhost', '"***@corp.example#1 and r***@localhost#1'],
    ["account 111122223333", "account 111122223333"],
    ["phone +111122223333", "phone ***3333#1"],
    ["112", "***#1"],
    ["phone:112", "phone:***#1"],
    ["112 accounts of 318", "112 accounts of 318"],
    ["actions/checkout@v4, devops@, @team, a@b", "actions/checkout@v4, devops@, @team, a@b"],
    ["2026-11-21T03:00:00Z, 10.20.30.40, sha256:0123456789", "2026-11-21T03:00:00Z, 10.20.30.40, sha256:0123456789"],
  ];
  it.each(cases)("turns %j into %j, and does nothing more to that", (text, masked) => {
    expect(mask(text)).toBe(masked);
    expect(mask(masked)).toBe(masked);
  });

  it("numbers known contacts the same whatever else is shown", () => {
    const contacts = { mails: ["rb@c.example", "ra@c.example"], phones: [] };
    const other = contactMask({ contacts, accounts: new Set(), texts: ["r0@c.example ra@c.example"] });
    expect(other("rb@c.example")).toBe("r***@c.example#2");
    expect(other("r0@c.example")).toBe("r***@c.example#3");
  });

  it("masks a number that one text gives away in every other, also without its plus", () => {
    const contacts = { mails: [], phones: ["+1 555 0100"] };
    const texts = ["call +49 30 1234567", "call 49 30 1234567", "call 15550100", "nothing"];
    const found = contactMask({ contacts, accounts: new Set(), texts });
    expect(texts.map(found)).toEqual(["call ***4567#1", "call ***4567#1", "call ***0100#1", "nothing"]);
    const settled = contactMask({ contacts, accounts: new Set(), texts: texts.slice(2) });
    expect(texts.slice(2).map(settled)).toEqual(["call ***0100#1", "nothing"]);
  });

  it("takes time linear in the text", () => {
    const started = performance.now();
    for (const text of ["a@".repeat(100_000), "1 ".repeat(100_000), "a".repeat(200_000), `${"a.".repeat(100_000)}@`])
      mask(text);
    // A quadratic scan of these takes minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
