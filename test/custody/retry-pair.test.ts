import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { otherAccount } from "../../src/app/broker/broker-for-test.ts";
import { showPair } from "../../src/app/custody/client/vault/enrol-pair.ts";
import { openRetry, secondWord, signRetry } from "../../src/app/custody/client/vault/retry-pair.ts";
import { Secret } from "../../src/domain/core/secret.ts";
import { totpCode } from "../../src/domain/custody/totp/totp-code.ts";
import { TestGate } from "../../src/faces/gate/gate-for-test.ts";
import { enteredOf } from "./client/client-of.ts";
import { coded } from "./gate/coded.ts";

let its: TestGate;
const accounts = [1, 2, 3, 4].map((n) => `aws:20000000000${n}`);
const [first = "", alone = "", byQuorum = "", late = ""] = accounts;
const seedOf = (account: string): Uint8Array => new Uint8Array(20).fill(Number(account.at(-1)));
beforeAll(async () => {
  its = await TestGate.make();
  for (const account of [...accounts, otherAccount]) {
    await its.call("olga", "putAccount", { account }, { name: account.slice(4), email: null });
    await its.broker.enrol(account, seedOf(account), { origin: "new-device" });
  }
});
afterAll(() => its.remove());

/** The codes that a person is shown; waiting is done by setting the clock. */
async function shown(account: string, retry: ((ms: number) => Promise<boolean>) | null, told: string[] = []) {
  const { deps, entered } = await enteredOf(its, "otto");
  const codes: string[] = [];
  const tell = (words: string): void => void told.push(words);
  await showPair(deps, entered, {
    account,
    version: 1,
    second: retry === null ? null : secondWord(deps, entered, { tell, pause: retry }),
    show: async ({ code, n }) => void codes.push(`${n} ${code.reveal() === codeNow(account) ? "right" : "wrong"}`),
    waitFor: async ({ waitMs }) => {
      its.broker.clock.ms += waitMs;
      await its.broker.broker.tick();
    },
  });
  return codes;
}
const codeNow = (account: string): string =>
  totpCode(new Secret(seedOf(account)), Math.floor(its.broker.clock.ms / 30_000)).reveal();

/** Another operator's command. */
async function signAs(id: string, account: string) {
  const { deps, entered } = await enteredOf(its, id);
  const open = await openRetry(deps, { account, version: 1 });
  if (open !== null) await signRetry(deps, entered, open);
  return open;
}
const seconds = (account: string): ((ms: number) => Promise<boolean>) => {
  return async (ms) => {
    its.broker.clock.ms += ms;
    return (await signAs("olga", account)) !== null;
  };
};

describe("the retry of a pair", () => {
  it("shows two more codes once another operator has signed the ask, after comparing the same words", async () => {
    expect(await shown(first, null)).toEqual(["1 right", "2 right"]);
    expect(await coded(shown(first, null))).toBe("CUSTODY_WRONG_TURN");
    const told: string[] = [];
    const read: (string | undefined)[] = [];
    const codes = await shown(
      first,
      async () => {
        expect(await coded(signAs("jane", first))).toBe("CUSTODY_ROLE_MISSING");
        const own = await enteredOf(its, "otto");
        expect(await openRetry(own.deps, { account: first, version: 1 })).toBeNull();
        const olga = await enteredOf(its, "olga");
        expect(await openRetry(olga.deps, { account: first, version: 2 })).toBeNull();
        expect(await openRetry(olga.deps, { account: alone, version: 1 })).toBeNull();
        read.push((await signAs("olga", first))?.words);
        return true;
      },
      told,
    );
    expect(codes).toEqual(["1 right", "2 right"]);
    expect(read).toEqual(told);
    expect(told[0]?.split(" ")).toHaveLength(6);
    expect(await coded(shown(first, seconds(first)))).toBe("CUSTODY_WRONG_TURN");
  });

  it("is not given before the pair, to one alone, to whoever ends the wait, or for a word that came too late", async () => {
    expect(await coded(shown(alone, seconds(alone)))).toBe("CUSTODY_WRONG_TURN");
    await shown(alone, null);
    expect(await coded(shown(alone, () => Promise.resolve(false)))).toBe("CLIENT_ENDED");
    let waited = 0;
    const wait = async (ms: number): Promise<boolean> => {
      waited += 15_000 + ms;
      its.broker.clock.ms += 15_000 + ms;
      return Promise.resolve(true);
    };
    expect(await coded(shown(alone, wait))).toBe("CLIENT_RETRY_ALONE");
    // Well within the two minutes for which the broker takes what was signed.
    expect(waited).toBeGreaterThanOrEqual(105_000);
    expect(waited).toBeLessThan(121_000);
    its.broker.clock.ms += 20_000;
    expect(await signAs("olga", alone)).toBeNull();
  });

  it("also counts when the gate submits it, because approvers signed it as any document", async () => {
    await shown(byQuorum, null);
    const codes = await shown(byQuorum, async () => {
      const olga = await enteredOf(its, "olga");
      const hash = (await openRetry(olga.deps, { account: byQuorum, version: 1 }))?.hash ?? "";
      for (const id of ["omar", "ana"]) {
        const signed = its.broker.decide(id, hash);
        const { reply } = await its.call(id, "approveProposal", { hash }, { signed, shares: [] });
        // The roster's quorum is no second operator.
        if (id === "ana") expect(reply).toMatchObject({ status: "refused", error: "CUSTODY_QUORUM_MISSING" });
      }
      await signAs("olga", byQuorum);
      return true;
    });
    expect(codes).toEqual(["1 right", "2 right"]);
  });

  it("is over ten minutes after the capture", async () => {
    await shown(late, null);
    its.broker.clock.ms += 600_000;
    expect(await coded(shown(late, seconds(late)))).toBe("CUSTODY_TOO_LATE");
  });
});
