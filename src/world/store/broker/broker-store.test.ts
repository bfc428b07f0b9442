import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { keptDocument, keptItem, keptRequest, stepRow, withStore } from "./store-for-test.ts";

const account = "aws:123456789012";
const wire = { document: "e30", signature: { kind: "key" as const, signature: "c2ln" } };

describe("the seed vault's store", () => {
  it("gives back what it was given", () =>
    withStore(({ store }) => {
      const request = keptRequest();
      const item = keptItem({ kit: Uint8Array.of(7, 7), group: null });
      const document = keptDocument();
      const split = { manifest: { t: 2 }, shares: [{ holder: "p-omar", index: 1, file: "AAAA" }] };
      store.transaction(() => {
        store.requests.put(request);
        store.items.put(item);
        store.documents.put(document);
        store.groups.put("aws-123456789012", 1, split);
        store.facts.set("roster", [{ document: "e30", approvals: [] }]);
        store.counters.set("Y3JlZA", 7);
        store.pending.add([Uint8Array.of(1), Uint8Array.of(2, 3)]);
        store.pending.add([Uint8Array.of(0)]);
      });
      expect(store.requests.byId(request.state.requestId)).toEqual(request);
      expect(store.requests.byHash(request.state.requestHash)).toEqual(request);
      expect(store.items.newest(account)).toEqual(item);
      expect(store.items.byFingerprint(item.fingerprint)).toEqual(item);
      expect(store.documents.get(document.hash)).toEqual(document);
      expect(store.documents.ofState("waiting")).toEqual([document]);
      expect(store.documents.ofState("in-force")).toEqual([]);
      expect(store.groups.get("aws-123456789012", 1)).toEqual(split);
      expect(store.facts.get("roster")).toEqual([{ document: "e30", approvals: [] }]);
      expect(store.counters.get("Y3JlZA")).toBe(7);
      expect(store.pending.all().map((entry) => [...entry])).toEqual([[1], [2, 3], [0]]);
      store.transaction(() => {
        store.pending.clear();
        store.facts.remove("roster");
      });
      expect(store.pending.all()).toEqual([]);
      expect(store.facts.get("roster")).toBeNull();
    }));

  it("knows nothing that it was not given", () =>
    withStore(({ store }) => {
      expect(store.requests.byId("01JDADA7V0000000000000000A")).toBeNull();
      expect(store.items.newest(account)).toBeNull();
      expect(store.groups.get("g", 1)).toBeNull();
      expect(store.facts.get("toString")).toBeNull();
      expect(store.counters.get("Y3JlZA")).toBe(0);
      expect(store.steps.ledgerFor(account, "g")).toEqual({ rows: [], lastSteps: {} });
      expect(store.documents.get("x")).toBeNull();
    }));

  it("lists requests by what they are now", () =>
    withStore(({ store }) => {
      const one = keptRequest();
      const other = keptRequest({ requestId: "01JDADA7V0000000000000000B", requestHash: "b", requester: "p-omar" });
      const far = keptRequest({
        requestId: "01JDADA7V0000000000000000C",
        requestHash: "c",
        account: "aws:210987654321",
      });
      store.transaction(() => [one, other, far].forEach((each) => store.requests.put(each)));
      expect(store.requests.live(account)).toEqual([one, other]);
      const closing = keptRequest({ phase: "closing" });
      const over = { ...other, state: { ...other.state, phase: "denied" as const } };
      store.transaction(() => [closing, over].forEach((each) => store.requests.put(each)));
      expect(store.requests.live(account)).toEqual([closing]);
      expect(store.requests.allLive()).toEqual([closing, far]);
      expect(store.requests.inPhase("denied")).toEqual([over]);
      expect(store.requests.countSince("p-jane", 1_795_230_005, null)).toBe(2);
      expect(store.requests.countSince("p-jane", 1_795_230_006, null)).toBe(0);
    }));

  it("keeps two requests of one digest apart by refusing the second", () =>
    withStore(({ store }) => {
      const twin = keptRequest({ requestId: "01JDADA7V0000000000000000B" });
      store.transaction(() => store.requests.put(keptRequest()));
      expect(codedRow(() => store.transaction(() => store.requests.put(twin)))).toBe("BROKER_STORE_MISUSED");
    }));

  it("keeps a person's stop once, in the order in which stops came", () =>
    withStore(({ store }) => {
      store.transaction(() => {
        store.stops.add("h", { kind: "veto", by: "p-omar" }, wire);
        store.stops.add("h", { kind: "deny", by: "p-jane" }, wire);
        store.stops.add("h", { kind: "veto", by: "p-omar" }, wire);
        store.stops.add("other", { kind: "revoke", by: "p-omar" }, wire);
      });
      expect(store.stops.of("h")).toEqual([
        { kind: "veto", by: "p-omar" },
        { kind: "deny", by: "p-jane" },
      ]);
    }));

  it("keeps a nonce until its time is over, the longer of two", () =>
    withStore(({ store }) => {
      store.transaction(() => {
        store.nonces.add("a", 100);
        store.nonces.add("a", 50);
        store.nonces.add("b", 60);
        store.nonces.prune(100);
      });
      expect([store.nonces.has("a"), store.nonces.has("b")]).toEqual([true, false]);
    }));

  it("tells the newest version of every seed, and takes one seed once", () =>
    withStore(({ store }) => {
      const first = keptItem({ state: "older" });
      const second = keptItem({ version: 2, fingerprint: "b" });
      const far = keptItem({ account: "aws:000000000001", fingerprint: "c" });
      store.transaction(() => [first, second, far].forEach((each) => store.items.put(each)));
      expect(store.items.all()).toEqual([far, second]);
      expect(store.items.newest(account)).toEqual(second);
      expect(store.items.version(account, 1)).toEqual(first);
      const again = keptItem({ version: 3, fingerprint: "c" });
      expect(codedRow(() => store.transaction(() => store.items.put(again)))).toBe("BROKER_STORE_FINGERPRINT_TAKEN");
      const proven = { ...second, isProven: true };
      store.transaction(() => store.items.put(proven));
      expect(store.items.all()).toEqual([far, proven]);
    }));

  it("never replaces the split of a group's key", () =>
    withStore(({ store }) => {
      const split = { manifest: 1, shares: [] };
      const put = (manifest: number): void => store.groups.put("g", 1, { manifest, shares: [] });
      store.transaction(() => store.groups.put("g", 1, split));
      store.transaction(() => put(1));
      expect(codedRow(() => store.transaction(() => put(2)))).toBe("BROKER_STORE_SPLIT_TAKEN");
      expect(store.groups.get("g", 1)).toEqual(split);
    }));
});

describe("spent steps", () => {
  it("are taken once for an account, whoever asks", () =>
    withStore(({ store }) => {
      const row = stepRow();
      store.transaction(() => store.steps.insert(row));
      const again = stepRow({ grantId: "other", n: 9 });
      expect(codedRow(() => store.transaction(() => store.steps.insert(again)))).toBe("BROKER_STORE_STEP_TAKEN");
      expect(store.steps.all().rows).toEqual([row]);
      store.transaction(() => store.steps.insert(stepRow({ account: "aws:000000000001" })));
      expect(store.steps.all().rows).toHaveLength(2);
    }));

  it("never have the ratchet behind them, and only a deliberate write lowers it", () =>
    withStore(({ store }) => {
      store.transaction(() => store.steps.insert(stepRow({ step: 10 })));
      expect(store.steps.ledgerFor(account, "").lastSteps).toEqual({ [account]: 10 });
      store.transaction(() => store.steps.setLast(account, 20));
      store.transaction(() => store.steps.insert(stepRow({ step: 15 })));
      expect(store.steps.all().lastSteps).toEqual({ [account]: 20 });
      store.transaction(() => store.steps.setLast(account, 16));
      expect(store.steps.all().lastSteps).toEqual({ [account]: 16 });
    }));

  it("are unlogged until they are logged or lost", () =>
    withStore(({ store }) => {
      store.transaction(() => [1, 2, 3].forEach((step) => store.steps.insert(stepRow({ step }))));
      store.transaction(() => {
        store.steps.logged(account, 1, 7);
        store.steps.lost(account, 2);
      });
      expect(store.steps.unlogged()).toEqual([stepRow({ step: 3 })]);
      expect(store.steps.all().rows.map(({ logIndex, isLost }) => [logIndex, isLost])).toEqual([
        [7, false],
        [null, true],
        [null, false],
      ]);
      expect(codedRow(() => store.transaction(() => store.steps.logged(account, 4, 1)))).toBe("BROKER_STORE_MISUSED");
    }));

  it("are judged by the rows of the grant and the newest of the account", () =>
    withStore(({ store }) => {
      store.transaction(() => {
        store.steps.insert(stepRow({ step: 1, grantId: "mine" }));
        for (let step = 2; step < 60; step += 1) store.steps.insert(stepRow({ step, grantId: "theirs" }));
        store.steps.insert(stepRow({ step: 99, account: "aws:000000000001", grantId: "far" }));
      });
      const { rows, lastSteps } = store.steps.ledgerFor(account, "mine");
      expect(rows.map(({ step }) => step)).toEqual([1, ...Array.from({ length: 16 }, (_, at) => 44 + at)]);
      expect(lastSteps).toEqual({ [account]: 59 });
    }));
});

describe("a transaction of the store", () => {
  it("changes nothing when its work throws", () =>
    withStore(({ store }) => {
      const work = (): void => {
        store.facts.set("a", 1);
        throw new Error("stop");
      };
      expect(() => store.transaction(work)).toThrow("stop");
      expect(store.facts.get("a")).toBeNull();
      store.transaction(() => store.facts.set("a", 2));
      expect(store.facts.get("a")).toBe(2);
    }));

  it("goes on after a step that was taken, if its work does", () =>
    withStore(({ store }) => {
      store.transaction(() => store.steps.insert(stepRow()));
      store.transaction(() => {
        store.facts.set("before", 1);
        expect(codedRow(() => store.steps.insert(stepRow()))).toBe("BROKER_STORE_STEP_TAKEN");
        store.facts.set("after", 2);
      });
      expect([store.facts.get("before"), store.facts.get("after")]).toEqual([1, 2]);
    }));

  it("is the only place to write in, and holds no other and nothing that goes on later", () =>
    withStore(({ store }) => {
      expect(codedRow(() => store.facts.set("a", 1))).toBe("BROKER_STORE_MISUSED");
      expect(codedRow(() => store.steps.insert(stepRow()))).toBe("BROKER_STORE_MISUSED");
      expect(codedRow(() => store.transaction(() => store.transaction(() => 1)))).toBe("BROKER_STORE_MISUSED");
      const later = (): unknown => store.transaction(async () => store.facts.set("a", 1));
      expect(codedRow(later)).toBe("BROKER_STORE_MISUSED");
      expect(codedRow(() => store.transaction(() => store.facts.set("a", undefined)))).toBe("BROKER_STORE_MISUSED");
      expect(store.facts.get("a")).toBeNull();
    }));

  it("takes a thousand requests and a thousand steps at once", () =>
    withStore(({ store }) => {
      store.transaction(() => {
        for (let at = 0; at < 1000; at += 1) {
          store.requests.put(keptRequest({ requestId: `r${at}`, requestHash: `h${at}` }));
          store.steps.insert(stepRow({ step: at, grantId: `r${at}` }));
        }
      });
      expect(store.requests.allLive()).toHaveLength(1000);
      expect(store.steps.all().rows).toHaveLength(1000);
    }));

  it("is undone whole on a full disk, even if its work does not notice, and later ones go on", () =>
    withStore(({ store }) => {
      store.transaction(() => store.facts.set("kept", true));
      const big = "x".repeat(40_000);
      const fill = (): void => {
        for (let at = 0; at < 50; at += 1) store.facts.set(`f${at}`, big);
      };
      expect(codedRow(() => store.transaction(fill))).toBe("BROKER_STORE_FULL");
      const blind = (after: () => void): string | null =>
        codedRow(() =>
          store.transaction(() => {
            store.facts.set("before", 1);
            expect(codedRow(fill)).toBe("BROKER_STORE_FULL");
            after();
          }),
        );
      expect(blind(() => store.facts.remove("kept"))).toBe("BROKER_STORE_FULL");
      expect(blind(() => store.steps.insert(stepRow()))).toBe("BROKER_STORE_FULL");
      expect(blind(() => undefined)).toBe("BROKER_STORE_FULL");
      expect([store.facts.get("kept"), store.facts.get("before"), store.facts.get("f0")]).toEqual([true, null, null]);
      store.transaction(() => store.facts.set("small", 1));
      expect(store.facts.get("small")).toBe(1);
    }, 120));
});
