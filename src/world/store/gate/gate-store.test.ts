import { describe, expect, it } from "vitest";
import { codedRow } from "../../../../test/support/coded-row.ts";
import { keptDecision, keptPassword, keptProposal, keptRequest, keptVersion, withGateStore } from "./store-for-test.ts";

const account = "aws:123456789012";

describe("the password vault's store", () => {
  it("gives back what it was given", () =>
    withGateStore((store) => {
      const named = { account, name: "prod-payments", email: null };
      const [password, request, decision, proposal] = [keptPassword(), keptRequest(), keptDecision(), keptProposal()];
      const session = {
        tokenHash: "t",
        person: "p-jane",
        cred: "Y3JlZA",
        via: "cli" as const,
        createdAt: 1,
        expiresAt: 901,
      };
      store.transaction(() => {
        store.accounts.put(named);
        store.passwords.insert(password);
        store.requests.put(request);
        store.decisions.add(decision);
        store.proposals.put(proposal);
        store.sessions.put(session);
        store.facts.set("quarantine", { why: "behind" });
        store.counters.set("Y3JlZA", 3);
        store.lastSeen.set("p-jane", 5);
        store.pending.add([Uint8Array.of(1, 2)]);
      });
      expect(store.accounts.all()).toEqual([named]);
      expect(store.passwords.version(account, 1)).toEqual(password);
      expect(store.requests.byId(request.requestId)).toEqual(request);
      expect(store.requests.byHash(request.requestHash)).toEqual(request);
      expect(store.decisions.of("hash-a")).toEqual([decision]);
      expect(store.proposals.get(proposal.hash)).toEqual(proposal);
      expect(store.sessions.get("t")).toEqual(session);
      expect(store.facts.get("quarantine")).toEqual({ why: "behind" });
      expect(store.counters.get("Y3JlZA")).toBe(3);
      expect(store.lastSeen.all()).toEqual([{ person: "p-jane", at: 5 }]);
      expect(store.pending.all()).toEqual([Uint8Array.of(1, 2)]);
      const without = keptRequest({ reason: null, prepared: null, statement: { text: "closed", salt: "AA" } });
      store.transaction(() => store.requests.put(without));
      expect(store.requests.byId(without.requestId)).toEqual(without);
    }));

  it("knows nothing that it was not given, and is written to inside transactions only", () =>
    withGateStore((store) => {
      expect(store.accounts.get(account)).toBeNull();
      expect(codedRow(() => store.accounts.put({ account, name: "a", email: null }))).toBe("GATE_STORE_MISUSED");
    }));
});

describe("passwords", () => {
  it("are never replaced, and the newest of each account counts", () =>
    withGateStore((store) => {
      const second = keptPassword({ version: 2, split: null, tag: null, flags: [] });
      const far = keptPassword({ account: "aws:000000000001", hasKitCopy: false });
      store.transaction(() => [keptPassword(), second, far].forEach((each) => store.passwords.insert(each)));
      expect(store.passwords.all()).toEqual([far, second]);
      const again = (): void => store.passwords.insert(keptPassword({ by: "p-eve" }));
      expect(codedRow(() => store.transaction(again))).toBe("GATE_STORE_VERSION_TAKEN");
      expect(store.passwords.version(account, 1)).toEqual(keptPassword());
      store.transaction(() => store.passwords.setFlags(account, 2, ["rotation-due"]));
      expect(store.passwords.version(account, 2)?.flags).toEqual(["rotation-due"]);
      const missing = (): void => store.passwords.setFlags(account, 3, []);
      expect(codedRow(() => store.transaction(missing))).toBe("GATE_STORE_MISUSED");
    }));

  it("with one tag are found at other accounts, by their newest version only", () =>
    withGateStore((store) => {
      const tag = "00112233445566aa";
      store.transaction(() => {
        store.passwords.insert(keptPassword());
        store.passwords.insert(keptPassword({ account: "aws:000000000001" }));
        store.passwords.insert(keptPassword({ account: "aws:000000000002" }));
        store.passwords.insert(keptPassword({ account: "aws:000000000002", version: 2, tag: "other" }));
      });
      expect(store.passwords.sameTag(tag, account)).toEqual(["aws:000000000001"]);
      expect(store.passwords.sameTag("none", account)).toEqual([]);
    }));
});

describe("requests at the gate", () => {
  it("are listed newest first, by account, or those that have not ended", () =>
    withGateStore((store) => {
      const over = { ...keptRequest().projection, phase: "closed" as const };
      const old = keptRequest({ requestId: "1", requestHash: "h1", createdAt: 10 });
      const closed = keptRequest({ requestId: "2", requestHash: "h2", createdAt: 20, projection: over });
      const far = keptRequest({ requestId: "3", requestHash: "h3", createdAt: 30, account: "aws:000000000001" });
      store.transaction(() => [old, closed, far].forEach((each) => store.requests.put(each)));
      const ids = (list: readonly { readonly requestId: string }[]): string[] => list.map(({ requestId }) => requestId);
      expect(ids(store.requests.list({ most: 9 }))).toEqual(["3", "2", "1"]);
      expect(ids(store.requests.list({ most: 2 }))).toEqual(["3", "2"]);
      expect(ids(store.requests.list({ account, most: 9 }))).toEqual(["2", "1"]);
      expect(ids(store.requests.list({ account, open: true, most: 9 }))).toEqual(["1"]);
      expect(ids(store.requests.inPhase("closed"))).toEqual(["2"]);
      expect([store.requests.countSince("p-jane", 20), store.requests.countSince("p-omar", 0)]).toEqual([2, 0]);
      store.transaction(() => store.requests.remove("1"));
      expect([store.requests.byId("1"), store.requests.byHash("h1")]).toEqual([null, null]);
      expect(store.requests.byId("2")).toEqual(closed);
    }));

  it("keep each word once in the order in which they came, and drop shares at the end", () =>
    withGateStore((store) => {
      const first = keptDecision();
      const second = keptDecision({ hash: "approval-2", decision: "deny", shareP: null, shareS: null });
      store.transaction(() => {
        store.decisions.add(first);
        store.decisions.add(second);
        store.decisions.add(keptDecision({ person: "p-eve" }));
        store.decisions.add(keptDecision({ hash: "far", requestHash: "hash-b" }));
      });
      expect(store.decisions.of("hash-a")).toEqual([first, second]);
      store.transaction(() => store.decisions.dropShares("hash-a"));
      expect(store.decisions.of("hash-a")).toEqual([{ ...first, shareP: null, shareS: null }, second]);
      expect(store.decisions.of("hash-b")[0]?.shareP).toBe("AAAA");
    }));

  it("and their receipts: one opens once, as long as it is kept", () =>
    withGateStore((store) => {
      store.transaction(() => store.receipts.use("r", 100));
      expect(store.receipts.wasUsed("r")).toBe(true);
      expect(codedRow(() => store.transaction(() => store.receipts.use("r", 200)))).toBe("GATE_STORE_RECEIPT_USED");
      store.transaction(() => store.receipts.prune(100));
      expect(store.receipts.wasUsed("r")).toBe(true);
      store.transaction(() => store.receipts.prune(101));
      expect(store.receipts.wasUsed("r")).toBe(false);
    }));
});

describe("sessions, proposals and chains", () => {
  it("sessions end at their time, and are listed oldest first", () =>
    withGateStore((store) => {
      const session = { person: "p-jane", cred: "Y3JlZA", via: "passkey" as const, createdAt: 10, expiresAt: 100 };
      store.transaction(() => {
        store.sessions.put({ ...session, tokenHash: "b", createdAt: 20, expiresAt: 200 });
        store.sessions.put({ ...session, tokenHash: "a" });
        store.sessions.put({ ...session, tokenHash: "c", person: "p-omar" });
      });
      expect(store.sessions.ofPerson("p-jane").map(({ tokenHash }) => tokenHash)).toEqual(["a", "b"]);
      store.transaction(() => store.sessions.prune(100));
      expect([store.sessions.count(), store.sessions.get("a"), store.sessions.get("b")?.expiresAt]).toEqual([
        1,
        null,
        200,
      ]);
      store.transaction(() => store.sessions.remove("b"));
      expect(store.sessions.count()).toBe(0);
    }));

  it("proposals are listed newest first and keep their last answer", () =>
    withGateStore((store) => {
      const plain = keptProposal({ hash: "p2", signed: null, reply: null, createdAt: 1_795_230_001 });
      store.transaction(() => [keptProposal(), plain].forEach((each) => store.proposals.put(each)));
      expect(store.proposals.list(9)).toEqual([plain, keptProposal()]);
      expect(store.proposals.list(1)).toEqual([plain]);
      const done = { ...plain, state: "submitted" as const };
      store.transaction(() => store.proposals.put(done));
      expect(store.proposals.get("p2")).toEqual(done);
    }));

  it("chains stay apart and in order, and a version may be vetoed", () =>
    withGateStore((store) => {
      const second = keptVersion({ version: 2, hash: "roster-2", state: "vetoed" });
      const instead = keptVersion({ version: 2, hash: "roster-2b", acceptedAt: 1_795_230_009 });
      store.transaction(() => {
        for (const version of [instead, second, keptVersion()]) store.chains.put("roster", version);
        store.chains.put("release-policy", keptVersion({ hash: "roster-1" }));
      });
      expect(store.chains.all("roster")).toEqual([keptVersion(), second, instead]);
      expect(store.chains.all("release-policy")).toHaveLength(1);
      store.transaction(() => store.chains.put("roster", { ...second, state: "taken" }));
      expect(store.chains.all("roster")[1]?.state).toBe("taken");
    }));
});

describe("notices on their way", () => {
  it("leave in the order of their thread on each route, when their time has come", () =>
    withGateStore((store) => {
      const ids = store.transaction(() =>
        [
          { thread: "r1", route: "mail", notice: { n: 1 }, notBeforeMs: 100 },
          { thread: "r1", route: "mail", notice: { n: 2 }, notBeforeMs: 0 },
          { thread: "r1", route: "chat", notice: { n: 3 }, notBeforeMs: 0 },
          { thread: "r2", route: "mail", notice: { n: 4 }, notBeforeMs: 50 },
        ].map((row) => store.outbox.add(row)),
      );
      expect(ids).toEqual([1, 2, 3, 4]);
      const due = (nowMs: number, most = 9): unknown[] => store.outbox.due(nowMs, most).map(({ notice }) => notice);
      // The second of the first thread waits for the first, though its own time has come.
      expect(due(0)).toEqual([{ n: 3 }]);
      expect(due(50)).toEqual([{ n: 3 }, { n: 4 }]);
      expect(due(100, 2)).toEqual([{ n: 1 }, { n: 3 }]);
      expect([store.outbox.nextMs(), store.outbox.countWaiting()]).toEqual([0, 4]);
      const [first] = store.outbox.of("r1");
      if (first === undefined) throw new Error("no row");
      const sent = { ...first, state: "sent" as const, attempts: 2, endedMs: 120, error: "NOTIFY_SLOW" };
      store.transaction(() => store.outbox.update(sent));
      expect(store.outbox.of("r1")[0]).toEqual(sent);
      expect(due(100)).toEqual([{ n: 2 }, { n: 3 }, { n: 4 }]);
      expect(codedRow(() => store.transaction(() => store.outbox.update({ ...sent, id: 99 })))).toBe(
        "GATE_STORE_MISUSED",
      );
    }));

  it("have no next time when none waits", () =>
    withGateStore((store) => {
      expect([store.outbox.nextMs(), store.outbox.due(9, 9)]).toEqual([null, []]);
    }));
});

describe("readiness", () => {
  it("are kept as they were", () =>
    withGateStore((store) => {
      const copy = { kitId: "k", vault: "P" as const, medium: "usb" as const, place: "safe-b", made: 1, reRead: null };
      const drill = {
        kind: "sign-in" as const,
        vault: null,
        at: 5,
        outcome: "passed" as const,
        proof: "e",
        expires: 9,
        skewSeconds: 0.25,
      };
      const seen = { person: "p-omar", splitId: "AAAA", commit: "BBBB", at: 7 };
      store.transaction(() => {
        store.kitCopies.put(copy);
        store.kitCopies.put({ ...copy, vault: "S" });
        store.kitCopies.put({ ...copy, reRead: 8 });
        store.drills.add(drill);
        store.drills.add({ ...drill, vault: "S", skewSeconds: null, expires: null });
        store.liveness.add(seen);
      });
      expect(store.kitCopies.all()).toEqual([
        { ...copy, reRead: 8 },
        { ...copy, vault: "S" },
      ]);
      expect(store.drills.all()).toEqual([drill, { ...drill, vault: "S", skewSeconds: null, expires: null }]);
      expect(store.liveness.all()).toEqual([seen]);
    }));
});
