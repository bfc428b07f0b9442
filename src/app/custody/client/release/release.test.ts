import { beforeEach, describe, expect, it } from "vitest";
import { brokerSigned, receiptFor } from "../../../../../test/custody/client/stand-in-broker.ts";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { type StandIn, standIn } from "../../../../../test/custody/client/stand-in.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { ErrorRow } from "../../../../domain/core/error-row.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { toBase64url } from "../../../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../../../domain/crypto/canonical-json.ts";
import { readCustodyDocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import type { FramePlace } from "../../../../domain/custody/frame/frame-place.ts";
import { writeFrame } from "../../../../domain/custody/frame/frame.ts";
import { bytesOf, type SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import { custodyErrors } from "../../../../domain/custody/errors.ts";
import { gateClientErrors } from "../../../../world/gate-client/errors.ts";
import { age } from "../../../../world/sealing/age.ts";
import { approveRequest } from "../approve/approve-request.ts";
import type { Released, ShownItem } from "../ports/gate.ts";
import { forgetEnded } from "../request/forget-ended.ts";
import { makeRequest } from "../request/make-request.ts";
import { closeRequest, withdrawRequest } from "../request/requester-steps.ts";
import { sealPassword } from "../vault/seal-password.ts";
import { fetchCode } from "./fetch-code.ts";
import { fetchPassword } from "./fetch-password.ts";

const account = "aws:123456789012";
const text = "correct horse battery staple";
const ask = {
  account,
  purpose: "lockout",
  reason: "locked out",
  capabilities: [],
  maxCodes: null,
  ttlSeconds: null,
  taskPolicy: null,
} as const;

let stand: StandIn;
let requestId: string;

async function itemOf(version: number, place = account, mode: "standard" | "sealed" = "standard"): Promise<ShownItem> {
  const { view, policy } = await stand.enter("omar");
  const [rule] = policy.rules;
  if (rule === undefined) throw new Error("no rule");
  const sealed = await sealPassword(stand.deps("omar"), {
    place: { vault: "P", deployment: "acme", account: place, version },
    password: new Secret(new TextEncoder().encode(text)),
    rule: { ...rule, sealed: mode === "sealed" ? ["P"] : [] },
    view,
    kitRecipients: {},
  });
  if (sealed.wrap.kind === "standard") return { version, envelope: sealed.envelope, key: sealed.wrap };
  stand.passwordSplit = sealed.wrap.split;
  return {
    version,
    envelope: sealed.envelope,
    key: { kind: "sealed", manifest: sealed.wrap.split.manifest, shares: [] },
  };
}

const handOut = (item: ShownItem): void => {
  stand.releases = [
    ({ hash }) => Promise.resolve({ kind: "password", receipt: stand.receipt(hash, "release", "password"), item }),
  ];
};

beforeEach(async () => {
  stand = await standIn();
  requestId = (await makeRequest(stand.deps("jane"), await stand.enter("jane"), ask)).request.requestId;
});

const fetched = async (): Promise<string> => {
  const { password } = await fetchPassword(stand.deps("jane"), await stand.enter("jane"), requestId);
  return new TextDecoder().decode(password.reveal());
};

describe("a password", () => {
  it("opens with the requester's own key, and its version is remembered", async () => {
    handOut(await itemOf(3));
    expect(await fetched()).toBe(text);
    expect(stand.people.jane.kept.pins.passwords).toEqual({ [account]: 3 });
    handOut(await itemOf(2));
    expect(await codeOf(fetched())).toBe("CLIENT_ITEM_ROLLED_BACK");
  });

  it.each([
    [
      "signed by another key",
      (hash: string) =>
        brokerSigned(
          receiptFor({ verb: "release", what: "password", docHash: hash }, 1_795_230_100, stand.brokerLog.carried()),
          "gate",
        ),
      "CLIENT_RECEIPT_FORGED",
    ],
    [
      "for another ask",
      () => stand.receipt(Buffer.alloc(32, 1).toString("base64url"), "release", "password"),
      "CLIENT_RECEIPT_FORGED",
    ],
    ["for a code", (hash: string) => stand.receipt(hash, "release", "code"), "CLIENT_RECEIPT_FORGED"],
    [
      "of an hour ago",
      (hash: string) =>
        brokerSigned(
          receiptFor({ verb: "release", what: "password", docHash: hash }, 1_795_226_500, stand.brokerLog.carried()),
        ),
      "CLIENT_RECEIPT_FORGED",
    ],
    [
      "that refuses",
      (hash: string) =>
        brokerSigned(
          receiptFor({ verb: "release", what: "password", docHash: hash }, 1_795_230_100, stand.brokerLog.carried(), {
            ok: false,
            error: "CUSTODY_TOO_LATE",
          }),
        ),
      "CLIENT_RECEIPT_FORGED",
    ],
  ])("with a receipt %s is not opened", async (_what, receipt, code) => {
    const item = await itemOf(1);
    stand.releases = [({ hash }) => Promise.resolve({ kind: "password", receipt: receipt(hash), item })];
    expect(await codeOf(fetched())).toBe(code);
    expect(stand.people.jane.kept.pins.passwords).toEqual({});
  });

  it("of another account, or under another version's name, is refused", async () => {
    handOut(await itemOf(1, "aws:210987654321"));
    expect(await codeOf(fetched())).toBe("CLIENT_ITEM_FOREIGN");
    handOut({ ...(await itemOf(1)), version: 2 });
    expect(await codeOf(fetched())).toBe("CLIENT_ITEM_FOREIGN");
    const envelope = bytesOf((await itemOf(1)).envelope);
    envelope[40] = (envelope[40] ?? 0) ^ 1;
    handOut({ ...(await itemOf(1)), envelope: toBase64url(envelope) });
    expect(await codeOf(fetched())).toBe("CLIENT_ITEM_FOREIGN");
  });

  it("of a refused ask brings the broker's own row", async () => {
    stand.releases = [
      () =>
        Promise.resolve({
          kind: "answer",
          reply: { status: "refused", error: "CUSTODY_TOO_LATE", detail: "it ended" },
        }),
    ];
    expect(await codeOf(fetched())).toBe("CUSTODY_TOO_LATE");
    stand.releases = [
      () => Promise.resolve({ kind: "answer", reply: { status: "refused", error: "NEW_IN_V9", detail: "" } }),
    ];
    expect(await codeOf(fetched())).toBe("CLIENT_REFUSED");
  });
});

describe("a password whose key is split", () => {
  let item: ShownItem;
  beforeEach(async () => {
    stand = await standIn({ sealed: ["P"] });
    item = await itemOf(4, account, "sealed");
    stand.accounts.splice(0, 1, {
      account,
      name: "prod-payments",
      email: null,
      P: { version: 4, flags: [] },
      S: null,
      rule: "default",
    });
    requestId = (await makeRequest(stand.deps("jane"), await stand.enter("jane"), ask)).request.requestId;
  });
  const shareOf = async (who: "omar" | "ana"): Promise<string> => {
    const approval = { requestId, words: null, group: null, confirm: () => Promise.resolve(true) };
    await approveRequest(stand.deps(who), await stand.enter(who), approval);
    const body = stand.sent.findLast(({ call }) => call === "decide")?.body as { shares: { P: string } };
    return body.shares.P;
  };
  const handOutShares = (shares: readonly string[]): void => {
    if (item.key.kind === "sealed") handOut({ ...item, key: { ...item.key, shares } });
  };

  it("opens with the shares of two approvers, and not with one, nor with one twice", async () => {
    const [one, two] = [await shareOf("omar"), await shareOf("ana")];
    handOutShares([one, two]);
    expect(await fetched()).toBe(text);
    handOutShares([one]);
    expect(await codeOf(fetched())).toBe("CUSTODY_SHARES_FEW");
    handOutShares([one, one]);
    expect(await codeOf(fetched())).toBe("CUSTODY_SHARE_TWICE");
  });

  it("does not open when a gate puts its own share in the place of one", async () => {
    const [one] = [await shareOf("omar")];
    const oneTime = await age.decrypt(
      stand.people.jane.kept.files.get(`${requestId} P`) ?? new Uint8Array(),
      await stand.people.jane.identity.vaultKey("P"),
    );
    const share = await age.decrypt(bytesOf(one), oneTime);
    share.reveal()[20] = (share.reveal()[20] ?? 0) ^ 1;
    const request = readCustodyDocumentOf(
      "rw.request/v1",
      bytesOf(stand.requests.get(requestId)?.signed.document ?? ""),
    ).document;
    const changed = toBase64url(await age.encrypt(share, [request.recipientP]));
    handOutShares([changed, await shareOf("ana")]);
    expect(await codeOf(fetched())).toBe("CUSTODY_SHARE_UNREADABLE");
  });
});

describe("a code", () => {
  const step = 59_841_003;
  const answer =
    (change: Record<string, unknown> = {}, place: Partial<FramePlace> = {}): StandIn["releases"][number] =>
    async ({ hash, request, n }) => {
      const data = {
        requestHash: stand.requests.get(requestId)?.requestHash ?? "",
        code: "049021",
        step,
        stepEnd: (step + 1) * 30_000,
        serverTime: step * 30_000 + 11_000,
        n,
        of: 3,
        ...change,
      };
      const at: FramePlace = { vault: "S", deployment: "acme", account, kind: "code", version: n, ...place };
      const sealed = await age.encrypt(writeFrame(at, new Secret(canonicalBytes(data))), [request.recipientS]);
      return {
        kind: "answer",
        reply: { status: "done", receipt: stand.receipt(hash, "release", "code"), sealed: toBase64url(sealed) },
      };
    };
  const get = async (waits: number[] = []) =>
    fetchCode(stand.deps("jane"), await stand.enter("jane"), {
      requestId,
      n: null,
      waitFor: ({ waitMs }) => {
        waits.push(waitMs);
        stand.clock.ms += waitMs;
        return Promise.resolve();
      },
    });

  it("is what the broker sealed to the request's own key", async () => {
    stand.releases = [answer()];
    const { code, validForMs, serverTime, n, of } = await get();
    expect([code.reveal(), validForMs, serverTime, n, of]).toEqual(["049021", 19_000, step * 30_000 + 11_000, 1, 3]);
  });

  it("is asked for again with a new document when the broker says when", async () => {
    const wait: StandIn["releases"][number] = () =>
      Promise.resolve({
        kind: "answer",
        reply: { status: "wait", untilMs: 1_795_230_120_000, serverTimeMs: 1_795_230_100_000 },
      });
    stand.releases = [wait, answer()];
    const waits: number[] = [];
    await get(waits);
    expect(waits).toEqual([20_000]);
    const asks = stand.sent
      .filter(({ call }) => call === "release")
      .map(({ body }) => readCustodyDocumentOf("rw.ask/v1", bytesOf((body as SignedWire).document)).document);
    expect(asks.map(({ n, at }) => [n, at])).toEqual([
      [1, 1_795_230_100],
      [1, 1_795_230_120],
    ]);
    expect(new Set(asks.map(({ nonce }) => nonce)).size).toBe(2);
  });

  it("asks for the one behind those that were used", async () => {
    const shown = stand.requests.get(requestId);
    if (shown !== undefined) stand.requests.set(requestId, { ...shown, codesUsed: 1 });
    stand.releases = [answer()];
    expect((await get()).n).toBe(2);
  });

  it.each([
    ["of another request", { requestHash: Buffer.alloc(32, 1).toString("base64url") }, {}],
    ["of another turn", { n: 2 }, {}],
    ["of another account", {}, { account: "aws:210987654321" }],
    ["of another deployment", {}, { deployment: "other" }],
    ["in the frame of another turn", {}, { version: 2 }],
    ["that is no code", { code: "12345" }, {}],
    ["of a step that is over", { serverTime: 1_795_230_120_000 }, {}],
    ["of a step that has not begun", { serverTime: 1_795_230_089_999 }, {}],
    ["with more in it", { seed: "x" }, {}],
  ])("%s is refused", async (_what, change, place) => {
    stand.releases = [answer(change, place)];
    expect(await codeOf(get())).toBe("CLIENT_ITEM_FOREIGN");
  });

  it("that somebody else sealed comes with no receipt of the broker's", async () => {
    const real = answer();
    stand.releases = [
      async (asked) => {
        const released = await real(asked);
        const forged: Released = {
          kind: "answer",
          reply: {
            status: "done",
            receipt: stand.receipt(Buffer.alloc(32, 9).toString("base64url"), "release", "code"),
            sealed: released.kind === "answer" && released.reply.status === "done" ? released.reply.sealed : "",
          },
        };
        return forged;
      },
    ];
    expect(await codeOf(get())).toBe("CLIENT_RECEIPT_FORGED");
  });
});

describe("the one-time keys", () => {
  it("are gone after closing or withdrawing, and after the time of the request", async () => {
    const deps = stand.deps("jane");
    const { kept } = stand.people.jane;
    expect([...kept.files.keys()]).toEqual([`${requestId} P`, `${requestId} S`]);
    await closeRequest(deps, await stand.enter("jane"), { requestId, statement: "opened the trail bucket" });
    expect([kept.files.size, kept.own.size]).toEqual([0, 0]);
    const second = (await makeRequest(deps, await stand.enter("jane"), ask)).request.requestId;
    await withdrawRequest(deps, await stand.enter("jane"), second);
    expect([kept.files.size, kept.own.size]).toEqual([0, 0]);
    const third = (await makeRequest(deps, await stand.enter("jane"), ask)).request.requestId;
    stand.clock.ms += 1_800_000;
    expect(forgetEnded(deps)).toEqual([]);
    stand.clock.ms += 4_000_000;
    expect(forgetEnded(deps)).toEqual([third]);
    expect([kept.files.size, kept.own.size]).toEqual([0, 0]);
    // A request that another command is just making has keys already, and nothing else yet.
    const young = (await makeRequest(deps, await stand.enter("jane"), ask)).request.requestId;
    kept.own.delete(young);
    expect(forgetEnded(deps)).toEqual([]);
    stand.clock.ms += 3_601_000;
    expect(forgetEnded(deps)).toEqual([young]);
    await expect(fetchPassword(deps, await stand.enter("jane"), third)).rejects.toMatchObject({
      row: { code: "CLIENT_REQUEST_NOT_OWN" },
    });
  });

  it("are not kept of a request that was refused, but of one that may have been taken", async () => {
    const deps = stand.deps("omar");
    const failing = (row: ErrorRow) => ({
      ...deps,
      gate: { ...deps.gate, createRequest: () => Promise.reject(new CodedError(row)) },
    });
    const { kept } = stand.people.omar;
    expect(await codeOf(makeRequest(failing(custodyErrors.CUSTODY_REQUEST_LIVE), await stand.enter("omar"), ask))).toBe(
      "CUSTODY_REQUEST_LIVE",
    );
    expect([kept.files.size, kept.own.size]).toEqual([0, 0]);
    await codeOf(makeRequest(failing(gateClientErrors.GATE_CLIENT_TIMEOUT), await stand.enter("omar"), ask));
    expect([kept.files.size, kept.own.size]).toEqual([2, 1]);
  });
});
