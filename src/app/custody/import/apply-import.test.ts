import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PretendDesk, pretendDesk } from "../../../../test/support/pretend-desk.ts";
import { rejectedRow } from "../../../../test/support/rejected-row.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { toBase32 } from "../../../domain/crypto/base32.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import { toHex } from "../../../domain/crypto/hex.ts";
import { age } from "../../../world/sealing/age.ts";
import { applyImport } from "./apply-import.ts";
import { importRunErrors } from "./errors.ts";
import { openImportJournal, type JournalFile } from "./import-journal.ts";
import { planImport } from "./plan-import.ts";

const ann = { person: "ann", roles: ["operator-p"] } as const;
const bob = { person: "bob", roles: ["operator-s"] } as const;
const both = { person: "cid", roles: ["operator-p", "operator-s"] } as const;
const never = () => {
  throw new Error("not asked for");
};
const plan = planImport({ randomBytes, isPng: () => false, isKdbx: () => false, readQr: never, readKdbx: never });
const idOf = (at: number) => String(100_000_000_000 + at);
const seedOf = (at: number) =>
  new Uint8Array(40)
    .fill(1)
    .with(0, at & 255)
    .with(1, at >> 8);

/** A CSV of so many accounts, for one vault. */
function table(vault: "P" | "S", rows: number, from = 0): Uint8Array {
  const lines = Array.from({ length: rows }, (_, at) => at + from).map(
    (at) => `${idOf(at)},acct ${at},root${at}@x,${vault === "S" ? toBase32(seedOf(at)) : `password number ${at}!`}`,
  );
  return utf8([`Account #,Account Name,Account Email,${vault === "S" ? "MFA Seed" : "Password"}`, ...lines].join("\n"));
}
const planOf = (file: Uint8Array, vault: "P" | "S") =>
  plan({
    file: new Secret(file),
    vault,
    partition: "aws",
    key: { password: null, keyFile: null },
    account: null,
    zerosConfirmed: false,
    isGenerated: true,
  });

/** A journal in memory that outlives a run. */
function memory(onAppend: () => void = () => {}): JournalFile & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    append: (line) => {
      onAppend();
      lines.push(line);
      return Promise.resolve();
    },
  };
}

async function run(
  desk: PretendDesk,
  file: JournalFile,
  vault: "P" | "S",
  csv: Uint8Array,
  readyOnly = false,
  pause: (ms: number) => Promise<void> = () => Promise.resolve(),
) {
  const journal = await openImportJournal(file, "acme");
  const apply = applyImport({ desk, journal, age, now: () => 1_795_230_000, lanes: 4, pause });
  const { outcomes, stopped } = await apply(await planOf(csv, vault), readyOnly);
  return { outcomes: [...outcomes.values()], stopped };
}
const count = (outcomes: readonly { readonly status: string }[], status: string) =>
  outcomes.filter((each) => each.status === status).length;

describe("an import", () => {
  it("stores each seed sealed to the broker's boot key, with its account's name, once", async () => {
    const [desk, file] = [await pretendDesk(bob), memory()];
    const { outcomes, stopped } = await run(desk, file, "S", table("S", 3));
    expect(stopped).toBeNull();
    expect(outcomes).toEqual([1, 2, 3].map(() => ({ status: "stored", version: 1, sameAs: [] })));
    // Rows travel beside each other: in no certain order.
    expect(desk.items).toEqual(new Map([0, 1, 2].map((at) => [`aws:${idOf(at)} S`, toHex(seedOf(at))])));
    expect([...desk.names.values()].toSorted()).toEqual(["acct 0", "acct 1", "acct 2"]);
    const again = await run(desk, file, "S", table("S", 3));
    expect(again.outcomes).toEqual([1, 2, 3].map(() => ({ status: "there", version: 1 })));
  });

  it("keeps passwords with their flags, and keeps no secret in its state", async () => {
    const [desk, file] = [await pretendDesk(ann), memory()];
    await run(desk, file, "P", table("P", 2));
    expect(desk.items.get(`aws:${idOf(1)} P`)).toBe("password number 1!");
    expect(desk.flags.get(`aws:${idOf(1)}`)).toEqual(["copies-elsewhere", "one-factor:short"]);
    expect(file.lines.join("\n")).not.toContain("password number");
  });

  it("lets nobody bring both secrets of an account, whatever roles they have", async () => {
    const [file, csv] = [memory(), table("S", 2)];
    const mine = await pretendDesk(both);
    expect(count((await run(mine, file, "P", table("P", 2))).outcomes, "stored")).toBe(2);
    const seeds = await run(mine, file, "S", csv);
    expect(seeds.outcomes).toEqual([
      expect.objectContaining({ status: "failed", row: expect.objectContaining({ code: "CUSTODY_ROW_ONE_PERSON" }) }),
      expect.objectContaining({ status: "failed", row: expect.objectContaining({ code: "CUSTODY_ROW_ONE_PERSON" }) }),
    ]);
    expect(count((await run(await pretendDesk(bob), file, "S", csv)).outcomes, "stored")).toBe(2);
  });

  it("is for an operator of that vault", async () => {
    expect(await rejectedRow(run(await pretendDesk(ann), memory(), "S", table("S", 1)))).toBe("CUSTODY_ROW_ROLE");
    expect(await rejectedRow(run(await pretendDesk(bob), memory(), "P", table("P", 1)))).toBe("CUSTODY_ROW_ROLE");
  });

  it("writes nothing at all while a row is wrong, unless told to take the others", async () => {
    const csv = utf8(`${Buffer.from(table("S", 2)).toString()}\n12,bad,b@x,AAAA`);
    const [desk, file] = [await pretendDesk(bob), memory()];
    expect(await rejectedRow(run(desk, file, "S", csv))).toBe("IMPORT_ROWS_OPEN");
    expect(desk.items.size).toBe(0);
    expect(count((await run(desk, file, "S", csv, true)).outcomes, "stored")).toBe(2);
    const wrong = utf8("Account #,Account Email,MFA Seed\n12,b@x,AAAA");
    expect(await rejectedRow(run(desk, file, "S", wrong, true))).toBe("IMPORT_NOTHING_READY");
  });

  it("never takes the place of an item that somebody else stored", async () => {
    const desk = await pretendDesk(bob);
    await run(desk, memory(), "S", table("S", 1));
    const { outcomes } = await run(desk, memory(), "S", table("S", 2));
    expect(outcomes.map((each) => (each.status === "failed" ? each.row.code : each.status))).toEqual([
      "IMPORT_ITEM_THERE",
      "stored",
    ]);
  });

  it("goes on behind a row that the broker refuses", async () => {
    const desk = await pretendDesk(bob);
    await run(desk, memory(), "S", table("S", 1));
    // The same seed for another account: the broker's fingerprints know it, this file does not.
    const csv = utf8(
      `Account #,Account Email,MFA Seed\n${idOf(7)},a@x,${toBase32(seedOf(0))}\n${idOf(8)},b@x,${toBase32(seedOf(8))}`,
    );
    const { outcomes, stopped } = await run(desk, memory(), "S", csv);
    expect(stopped).toBeNull();
    expect(outcomes.map(({ status }) => status)).toEqual(["failed", "stored"]);
  });

  it("waits while the gate is asked too much, and gives up after some minutes", async () => {
    const tooSoon = new CodedError({ code: "ANY_BUSY", http: 429, exit: 1, title: "too soon", hint: "wait" });
    let calls = 0;
    const desk = await pretendDesk(bob, {
      before: () => {
        if (calls++ % 3 !== 0) throw tooSoon;
      },
    });
    let waited = 0;
    const pause = (ms: number) => {
      waited += ms;
      return Promise.resolve();
    };
    const { outcomes, stopped } = await run(desk, memory(), "S", table("S", 10), false, pause);
    expect([count(outcomes, "stored"), stopped, waited > 0]).toEqual([10, null, true]);
    const shut = await pretendDesk(bob, {
      before: () => {
        throw tooSoon;
      },
    });
    waited = 0;
    const given = await run(shut, memory(), "S", table("S", 1), false, pause);
    expect([given.stopped?.row.code, waited]).toEqual(["ANY_BUSY", 300_000]);
  });

  it("of 1,000 seeds goes through in one run", { timeout: 60_000 }, async () => {
    const desk = await pretendDesk(bob);
    const { outcomes } = await run(desk, memory(), "S", table("S", 1000));
    expect(count(outcomes, "stored")).toBe(1000);
    expect(desk.items.size).toBe(1000);
  });

  it("is another deployment's by its state", async () => {
    const file = memory();
    await openImportJournal(file, "other");
    expect(await rejectedRow(run(await pretendDesk(bob), file, "S", table("S", 1)))).toBe("IMPORT_STATE_OTHER");
    const broken = { ...memory(), lines: ['{"v":1,"deployment":"acme"}', '{"account":1}'] };
    expect(await rejectedRow(run(await pretendDesk(bob), broken, "S", table("S", 1)))).toBe("IMPORT_STATE_DAMAGED");
  });

  it("that ends anywhere, any number of times, stores everything once when it is run again", async () => {
    const point = fc.record({ where: fc.constantFrom("before", "after", "journal"), after: fc.nat({ max: 12 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(point, { maxLength: 5 }), fc.constantFrom("P", "S"), async (breaks, vault) => {
        let left = Number.POSITIVE_INFINITY;
        let place = "";
        const breakAt = (where: string) => () => {
          if (where === place && left-- <= 0) throw new CodedError(importRunErrors.IMPORT_STATE_DAMAGED);
        };
        const file = memory(breakAt("journal"));
        const operator = vault === "P" ? ann : bob;
        const desk = await pretendDesk(operator, { before: breakAt("before"), after: breakAt("after") });
        const csv = table(vault, 4);
        for (const { where, after } of breaks) {
          [place, left] = [where, after];
          await run(desk, file, vault, csv).catch((error: unknown) => {
            if (!(error instanceof CodedError)) throw error;
          });
        }
        place = "";
        const { outcomes, stopped } = await run(desk, file, vault, csv);
        expect(stopped).toBeNull();
        expect(count(outcomes, "stored") + count(outcomes, "there")).toBe(4);
        expect(desk.items.size).toBe(4);
      }),
      { numRuns: 40 },
    );
  });
});
