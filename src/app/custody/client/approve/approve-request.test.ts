import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { brokerSigned, freshNonce } from "../../../../../test/custody/client/stand-in-broker.ts";
import { codeOf } from "../../../../../test/custody/client/code-of.ts";
import { type StandIn, standIn } from "../../../../../test/custody/client/stand-in.ts";
import { nonceOf, signedBy } from "../../../../../test/custody/people.ts";
import { Secret } from "../../../../domain/core/secret.ts";
import { readCustodyDocumentOf } from "../../../../domain/custody/documents/read-custody-document.ts";
import { readShare } from "../../../../domain/custody/kits/shares/share.ts";
import {
  bytesOf,
  fromSignedWire,
  type SignedWire,
  toSignedWire,
} from "../../../../domain/custody/protocol/signed-wire.ts";
import { age } from "../../../../world/sealing/age.ts";
import { splitKey } from "../../../broker/items/split-key.ts";
import { shownBrokerWord } from "../pins/broker-word.ts";
import { makeRequest } from "../request/make-request.ts";
import { sealPassword } from "../vault/seal-password.ts";
import { approveRequest } from "./approve-request.ts";

const account = "aws:123456789012";
const ask = {
  account: "9012",
  purpose: "lockout",
  reason: "SCP locked us out",
  capabilities: [],
  maxCodes: null,
  ttlSeconds: null,
  taskPolicy: null,
} as const;
const sealedRule = { sealed: ["P", "S"] as ("P" | "S")[] };

async function requested(stand: StandIn): Promise<string> {
  const made = await makeRequest(stand.deps("jane"), await stand.enter("jane"), ask);
  return made.request.requestId;
}

const approved = async (
  stand: StandIn,
  requestId: string,
  who: "omar" | "ana" | "jane" = "omar",
  words: string | null = null,
) =>
  approveRequest(stand.deps(who), await stand.enter(who), {
    requestId,
    words,
    group: null,
    confirm: () => Promise.resolve(true),
  });

const sentShares = (stand: StandIn) => {
  const body = stand.sent.findLast(({ call }) => call === "decide")?.body;
  return (body as { shares: { P?: string; S?: string }; signed: SignedWire } | undefined) ?? null;
};

/** The sealed mode of an account: its password split as the client does it, its seed's key as the broker does. */
async function sealedStand(): Promise<StandIn> {
  const stand = await standIn(sealedRule);
  const { view, policy, roster } = await stand.enter("omar");
  const [rule] = policy.rules;
  if (rule === undefined) throw new Error("no rule");
  const place = { vault: "P", deployment: "acme", account, version: 4 } as const;
  const password = new Secret(new TextEncoder().encode("correct horse"));
  const sealed = await sealPassword(stand.deps("omar"), {
    place,
    password,
    rule,
    view,
    kitRecipients: roster.kitRecipients,
  });
  if (sealed.wrap.kind !== "sealed") throw new Error("not sealed");
  stand.passwordSplit = sealed.wrap.split;
  stand.accounts.splice(0, 1, {
    ...stand.accounts[0],
    account,
    name: "prod-payments",
    email: null,
    P: { version: 4, flags: [] },
    S: null,
    rule: "default",
  });
  const holders = (["jane", "omar", "ana"] as const).map((id) => ({
    id,
    recipient: stand.people[id].keys.S.recipient,
  }));
  const groupPlace = {
    vault: "S",
    deployment: "acme",
    account: "group:aws-123456789012",
    kind: "groupkey",
    version: 1,
  } as const;
  const key = new Secret(new Uint8Array(randomBytes(32)));
  const split = { vault: "S", key, place: groupPlace, threshold: 2, holders } as const;
  stand.seedSplit = await splitKey(
    { age, shamir: stand.deps("omar").shamir, random: (n) => new Uint8Array(randomBytes(n)) },
    split,
  );
  stand.requestKey = await age.newX25519();
  return stand;
}

describe("an approval", () => {
  it("names the request's digest and carries what the client saw of the broker's log", async () => {
    const stand = await standIn();
    const requestId = await requested(stand);
    const outcome = await approved(stand, requestId);
    expect(outcome.status).toBe("approved");
    const sent = sentShares(stand);
    expect(sent?.shares).toEqual({});
    const { document } = readCustodyDocumentOf("rw.approval/v1", bytesOf(sent?.signed.document ?? ""));
    expect(document).toMatchObject({ decision: "approve", group: "security", brokerKey: "", account });
    expect(document.requestHash).toBe(stand.requests.get(requestId)?.requestHash);
    expect(document.brokerCheckpoint.size).toBe(stand.brokerLog.entries.length);
    expect(document.approver.authTime).toBe(document.at);
  });

  it("is not signed when the person says no", async () => {
    const stand = await standIn();
    const requestId = await requested(stand);
    const entered = await stand.enter("omar");
    const left = { requestId, words: null, group: null, confirm: () => Promise.resolve(false) };
    expect((await approveRequest(stand.deps("omar"), entered, left)).status).toBe("left");
    expect(sentShares(stand)).toBeNull();
  });

  it("shows what stands in the signed bytes, and the words of their digest", async () => {
    const stand = await standIn();
    const requestId = await requested(stand);
    stand.lies.request = (shown) => ({
      ...shown,
      accountName: "harmless",
      account: "aws:999999999999",
      person: "omar",
    });
    const entered = await stand.enter("omar");
    let shown = "";
    const confirm = (seen: {
      request: { account: string; accountName: string };
      requesterName: string;
      words: string;
      reason: string | null;
    }) => {
      shown = [seen.request.account, seen.request.accountName, seen.requesterName, seen.reason, seen.words].join("|");
      return Promise.resolve(true);
    };
    await approveRequest(stand.deps("omar"), entered, { requestId, words: null, group: null, confirm });
    expect(shown).toMatch(/^aws:123456789012\|prod-payments\|Person jane\|SCP locked us out\|[a-z]+( [a-z]+){5}$/);
  });

  it("takes words that were read over the phone, and refuses others", async () => {
    const stand = await standIn();
    const made = await makeRequest(stand.deps("jane"), await stand.enter("jane"), ask);
    const { requestId } = made.request;
    expect(await codeOf(approved(stand, requestId, "omar", made.words.toUpperCase().replaceAll(" ", ", ")))).toBe(
      "nothing",
    );
    expect(await codeOf(approved(stand, requestId, "ana", "abandon ability able about above absent"))).toBe(
      "CLIENT_WORDS_DIFFER",
    );
  });

  it("is not for one's own request", async () => {
    const stand = await standIn();
    expect(await codeOf(approved(stand, await requested(stand), "jane"))).toBe("CUSTODY_SELF_APPROVAL");
  });

  it("is not for an expired request", async () => {
    const stand = await standIn();
    const requestId = await requested(stand);
    stand.clock.ms += 1_801_000;
    expect(await codeOf(approved(stand, requestId))).toBe("CUSTODY_TOO_LATE");
  });
});

describe("a gate that changes a request", () => {
  const edited =
    (change: (wire: SignedWire, text: string) => SignedWire) =>
    (shown: Parameters<NonNullable<StandIn["lies"]["request"]>>[0]) => {
      const text = new TextDecoder().decode(bytesOf(shown.signed.document));
      return { ...shown, signed: change(shown.signed, text) };
    };
  const rewritten = (text: string): string => Buffer.from(text).toString("base64url");

  it.each([
    ["the account", (text: string) => text.replace(account, "aws:999999999999"), "CUSTODY_SIGNATURE_BAD"],
    [
      "the recipient",
      (text: string) => text.replace(/"recipientP":"age1[^"]+"/, `"recipientP":"${"age1".padEnd(62, "q")}"`),
      "CUSTODY_SIGNATURE_BAD",
    ],
    [
      "what is asked for",
      (text: string) => text.replace('["code","password"]', '["password"]'),
      "CUSTODY_SIGNATURE_BAD",
    ],
    [
      "the order of fields",
      (text: string) => `{"type":"rw.request/v1",${text.slice(1).replace(',"type":"rw.request/v1"', "")}`,
      "CRYPTO_NOT_CANONICAL",
    ],
  ])("is refused: %s", async (_what, change, code) => {
    const stand = await standIn();
    const requestId = await requested(stand);
    stand.lies.request = edited((wire, text) => ({ ...wire, document: rewritten(change(text)) }));
    expect(await codeOf(approved(stand, requestId))).toBe(code);
    expect(sentShares(stand)).toBeNull();
  });

  it("is refused when it signs the change itself, in another person's name", async () => {
    const stand = await standIn();
    const requestId = await requested(stand);
    stand.lies.request = (shown) => {
      const { document } = readCustodyDocumentOf("rw.request/v1", fromSignedWire(shown.signed).bytes);
      return { ...shown, signed: toSignedWire(signedBy("gate", { ...document, account: "aws:999999999999" })) };
    };
    expect(await codeOf(approved(stand, requestId))).toBe("CUSTODY_SIGNATURE_BAD");
  });

  it("is refused when it shows another request, or another reason", async () => {
    const stand = await standIn();
    const one = await requested(stand);
    const other = await requested(stand);
    stand.lies.request = () => {
      const shown = stand.requests.get(other);
      if (shown === undefined) throw new Error("none");
      return shown;
    };
    expect(await codeOf(approved(stand, one))).toBe("CLIENT_REQUEST_CHANGED");
    stand.lies.request = (shown) => ({ ...shown, reason: { text: "monthly drill", salt: nonceOf("salt") } });
    expect(await codeOf(approved(stand, one))).toBe("CLIENT_REASON_CHANGED");
  });
});

describe("in sealed mode", () => {
  let stand: StandIn;
  let requestId: string;
  beforeEach(async () => {
    stand = await sealedStand();
    requestId = await requested(stand);
  });

  it("the own shares go to the broker's key and to the requester's, and to nobody else", async () => {
    await approved(stand, requestId);
    const shares = sentShares(stand)?.shares ?? { P: "", S: "" };
    const toBroker = await age.decrypt(
      bytesOf(shares.S ?? ""),
      new Secret(stand.requestKey?.identity.reveal() ?? new Uint8Array()),
    );
    expect(readShare(toBroker)).toMatchObject({ status: "read", share: { vault: "S", index: 2 } });
    const keyFile = stand.people.jane.kept.files.get(`${requestId} P`) ?? new Uint8Array();
    const oneTime = await age.decrypt(keyFile, await stand.people.jane.identity.vaultKey("P"));
    expect(readShare(await age.decrypt(bytesOf(shares.P ?? ""), oneTime))).toMatchObject({
      status: "read",
      share: { vault: "P", index: 2 },
    });
    const { document } = readCustodyDocumentOf("rw.approval/v1", bytesOf(sentShares(stand)?.signed.document ?? ""));
    expect(document.brokerKey).toBe(stand.requestKey?.recipient);
  });

  const withKey = (
    change: (document: ReturnType<typeof shownBrokerWord<"rw.broker-key/v1">>["document"]) => typeof document,
    key = "broker",
  ) => {
    stand.lies.request = (shown) => {
      const signed = shown.prepared?.brokerKey;
      if (shown.prepared === null || signed === undefined) throw new Error("no key");
      const { document } = shownBrokerWord("rw.broker-key/v1", signed);
      return { ...shown, prepared: { ...shown.prepared, brokerKey: brokerSigned(change(document), key) } };
    };
  };

  it("a key that the broker signed for another request gets no share", async () => {
    withKey((document) => ({
      ...document,
      requestHash: Buffer.alloc(32, 7).toString("base64url"),
      nonce: freshNonce(),
    }));
    expect(await codeOf(approved(stand, requestId))).toBe("CLIENT_BROKER_KEY_FOREIGN");
    expect(sentShares(stand)).toBeNull();
  });

  it("a key that another signed gets none, nor one of another account, nor one whose time is over", async () => {
    withKey((document) => document, "gate");
    expect(await codeOf(approved(stand, requestId))).toBe("CLIENT_BROKER_UNPROVEN");
    withKey((document) => ({ ...document, account: "aws:999999999999" }));
    expect(await codeOf(approved(stand, requestId))).toBe("CLIENT_BROKER_KEY_FOREIGN");
    withKey((document) => ({ ...document, notAfter: Math.floor(stand.clock.ms / 1000) }));
    expect(await codeOf(approved(stand, requestId))).toBe("CLIENT_BROKER_KEY_FOREIGN");
    stand.lies.request = (shown) =>
      shown.prepared === null ? shown : { ...shown, prepared: { status: "done", receipt: shown.prepared.receipt } };
    expect(await codeOf(approved(stand, requestId))).toBe("CLIENT_BROKER_KEY_FOREIGN");
    expect(sentShares(stand)).toBeNull();
  });

  it("the password shares of another account, laid before an approver, are not moved", async () => {
    const entered = await stand.enter("omar");
    const [rule] = entered.policy.rules;
    if (rule === undefined) throw new Error("no rule");
    const place = { vault: "P", deployment: "acme", account: "aws:210987654321", version: 4 } as const;
    const password = new Secret(new TextEncoder().encode("of staging"));
    const other = await sealPassword(stand.deps("omar"), {
      place,
      password,
      rule,
      view: entered.view,
      kitRecipients: {},
    });
    stand.lies.request = (shown) => ({
      ...shown,
      passwordShares: other.wrap.kind === "sealed" ? other.wrap.split : null,
    });
    expect(await codeOf(approved(stand, requestId))).toBe("CLIENT_SHARE_FOREIGN");
    expect(sentShares(stand)).toBeNull();
  });

  it("a share that does not fit its commitment, or is another holder's, is not moved", async () => {
    const shift =
      stand.passwordSplit?.shares.map((share, at, all) => ({ ...share, file: all[(at + 1) % 3]?.file ?? "" })) ?? [];
    stand.lies.request = (shown) => ({
      ...shown,
      passwordShares: { manifest: stand.passwordSplit?.manifest, shares: shift },
    });
    expect(await codeOf(approved(stand, requestId))).toBe("SEALING_NOT_FOR_THIS_KEY");
    const manifest = stand.passwordSplit?.manifest as { commits: string[] };
    const commits = manifest.commits
      .map(() => nonceOf("x"))
      .map((_, at) => Buffer.alloc(32, at + 1).toString("base64url"));
    stand.lies.request = (shown) => ({
      ...shown,
      passwordShares: { manifest: { ...manifest, commits }, shares: stand.passwordSplit?.shares ?? [] },
    });
    expect(await codeOf(approved(stand, requestId))).toBe("CLIENT_SHARE_FOREIGN");
    expect(sentShares(stand)).toBeNull();
  });

  it("somebody without a share approves all the same", async () => {
    stand.lies.request = (shown) => ({
      ...shown,
      passwordShares: {
        manifest: stand.passwordSplit?.manifest,
        shares: stand.passwordSplit?.shares.filter(({ holder }) => holder !== "omar") ?? [],
      },
    });
    await approved(stand, requestId);
    expect(Object.keys(sentShares(stand)?.shares ?? {})).toEqual(["S"]);
  });
});
