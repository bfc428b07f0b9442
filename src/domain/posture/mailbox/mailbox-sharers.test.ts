import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coarseMailbox } from "../../core/canonical-mailbox.ts";
import { caseView } from "../cases/case-view.ts";
import { accountsText } from "../read/account-list.ts";
import { mailboxSharers } from "./mailbox-sharers.ts";

const address = fc.constantFrom("a@x.example", "a+1@x.example", "a+2@x.example", "b@x.example", "b+1@x.example");

describe("accounts whose root mail comes to one mailbox", () => {
  it("are the same whoever asks first, and asked again", () => {
    fc.assert(
      fc.property(fc.array(address, { minLength: 1, maxLength: 12 }), (addresses) => {
        const mailboxes = new Map<string, string[]>();
        for (const [at, each] of addresses.entries()) {
          mailboxes.set(each, [...(mailboxes.get(each) ?? []), String(100 + at)]);
        }
        const view = { ...caseView({}), mailboxes };
        for (const round of [0, 1]) {
          for (const [at, each] of addresses.entries()) {
            const id = String(100 + at);
            const found = mailboxSharers({ ...view, account: { ...view.account, id } }, each);
            const ids = addresses.map((_one, place) => String(100 + place));
            const certain = ids.filter((_one, place) => addresses[place] === each);
            const near = ids.filter((_one, place) => coarseMailbox(addresses[place] ?? "") === coarseMailbox(each));
            const possible = near.filter((one) => !certain.includes(one));
            expect([round, found.certain.ids]).toEqual([round, certain]);
            expect(found.possible).toBe(possible.length === 0 ? null : accountsText(possible, possible.length));
          }
        }
      }),
    );
  });
});
