import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  brokerCheckpoint,
  decision,
  nonceOf,
  now,
  person,
  readOf,
  request,
  roster,
  seedOf,
  signedBy,
  spkiOf,
  viewOf,
} from "../../../../test/custody/people.ts";
import { pretendPasskey } from "../../../../test/support/pretend-passkey.ts";
import { fromBase64url, toBase64url } from "../../crypto/base64url.ts";
import { canonicalBytes } from "../../crypto/canonical-json.ts";
import { documentDigest } from "../../crypto/digest.ts";
import { publicKeyOf, signEd25519 } from "../../crypto/ed25519.ts";
import { checkArrival } from "../documents/check-arrival.ts";
import { isAuthRecent, nonceKeptUntil } from "../documents/document-times.ts";
import type { CustodyDocument } from "../documents/read-custody-document.ts";
import type { RosterPasskey } from "../documents/roster-document.ts";
import { isSignedByBroker, type SignedDocument, verifySigned } from "./verify-signed.ts";

const view = viewOf(roster());
const [jane, omar] = [person("jane"), person("omar")];
const lastCounterOf = () => 0;
const said = (signed: SignedDocument, state = { view, lastCounterOf }): string => {
  const verdict = verifySigned(signed, state);
  return verdict.status === "verified" ? verdict.person.id : verdict.row.code;
};
const asked = request(jane, view);
const hash = readOf(asked).hash;

describe("a signature on the command line", () => {
  it("is its person's when it is over the document's message by their key", () => {
    expect(said(signedBy("jane", asked))).toBe("jane");
    expect(said(signedBy("omar", decision(omar, hash)))).toBe("omar");
  });

  it("is the known one of the known approval", () => {
    const bytes = new Uint8Array(
      readFileSync(new URL("../../../../test/vectors/custody/approval.json", import.meta.url)),
    );
    const signature = fromBase64url(
      "QihAvg3fWd2SS1sV4ux_ita06akgBKuJKbxNC-j1BCHxUZ2jymd8t-t3tnElnYG131ericA3HcAAN0Cgu3BdDw",
    );
    const seed = Uint8Array.from({ length: 32 }, (_, at) => at);
    const spki = toBase64url(
      Uint8Array.from([...(fromBase64url(spkiOf("x")) ?? []).slice(0, 12), ...publicKeyOf(seed)]),
    );
    const key = { kind: "cli" as const, credId: "Y3JlZDI", spki, alg: -8 as const };
    const known = viewOf(roster({ persons: [person("jane"), person("p-omar", { credentials: [key] })] }));
    // The known document says `passkey`; as one its bare signature is refused, before any arithmetic.
    const signed = { bytes, signature: { kind: "key" as const, signature: signature ?? new Uint8Array() } };
    expect(said(signed, { view: known, lastCounterOf })).toBe("CUSTODY_SIGNER_UNKNOWN");
    expect(signEd25519(seed, readOf(JSON.parse(new TextDecoder().decode(bytes))).message)).toEqual(signature);
  });

  it.each<readonly [string, CustodyDocument, string, string]>([
    ["by another person's key", asked, "omar", "CUSTODY_SIGNATURE_BAD"],
    ["of another deployment", { ...asked, deployment: "other" }, "jane", "CUSTODY_OTHER_DEPLOYMENT"],
    ["of nobody in the roster", request(person("eve"), view), "eve", "CUSTODY_SIGNER_UNKNOWN"],
    [
      "with a key of another person",
      { ...asked, requester: { ...asked.requester, cred: omar.credentials[0]?.credId ?? "" } },
      "omar",
      "CUSTODY_SIGNER_UNKNOWN",
    ],
    [
      "via passkey with a key that is none",
      { ...asked, requester: { ...asked.requester, via: "passkey" } },
      "jane",
      "CUSTODY_SIGNER_UNKNOWN",
    ],
    [
      "two minutes after the unlock",
      { ...asked, requester: { ...asked.requester, authTime: asked.createdAt - 121 } },
      "jane",
      "CUSTODY_UNLOCK_STALE",
    ],
    [
      "before the unlock",
      { ...asked, requester: { ...asked.requester, authTime: asked.createdAt + 1 } },
      "jane",
      "CUSTODY_UNLOCK_STALE",
    ],
    ["of a document that nobody signs alone", roster(), "jane", "CUSTODY_SIGNER_UNKNOWN"],
  ])("%s is refused", (_what, document, key, code) => {
    expect(said(signedBy(key, document))).toBe(code);
  });

  it("over a document that was changed by one field is refused", () => {
    const { signature } = signedBy("jane", asked);
    expect(said({ bytes: canonicalBytes({ ...asked, maxCodes: 2 }), signature })).toBe("CUSTODY_SIGNATURE_BAD");
  });

  it("needs the role that its document needs", () => {
    const auditor = person("jane", { roles: ["auditor"] });
    const state = { view: viewOf(roster({ persons: [auditor, omar, person("ana")] })), lastCounterOf };
    expect(said(signedBy("jane", asked), state)).toBe("CUSTODY_ROLE_MISSING");
    for (const word of ["deny", "veto", "revoke"] as const) {
      expect(said(signedBy("jane", decision(jane, hash, { decision: word })), state)).toBe("CUSTODY_ROLE_MISSING");
      expect(said(signedBy("omar", decision(omar, hash, { decision: word })), state)).toBe("omar");
    }
  });
});

describe("a passkey's signature", () => {
  const made = pretendPasskey(-7);
  const key: RosterPasskey = {
    kind: "passkey",
    credId: "Y3JlZA",
    spki: toBase64url(made.credential.spki),
    alg: -7,
    rpId: "rootward.example",
    be: false,
  };
  const withKey = viewOf(roster({ persons: [person("jane", { credentials: [key] }), omar, person("ana")] }));
  const document = { ...asked, requester: { ...asked.requester, cred: "Y3JlZA", via: "passkey" as const } };
  const tapped = (tap: object = {}): SignedDocument => ({
    bytes: canonicalBytes(document),
    signature: { kind: "passkey", assertion: made.tap({ challenge: documentDigest(document), ...tap }) },
  });

  it("is its person's when the challenge was the document's digest at the roster's own site", () => {
    expect(said(tapped(), { view: withKey, lastCounterOf })).toBe("jane");
    expect(verifySigned(tapped({ counter: 9 }), { view: withKey, lastCounterOf })).toMatchObject({ counter: 9 });
  });

  it.each([
    ["over another document", { challenge: documentDigest(asked) }],
    ["at another site", { origin: "https://evil.example" }],
    ["without the person verified", { flags: 0x01 }],
  ])("%s is refused", (_what, tap) => {
    expect(said(tapped(tap), { view: withKey, lastCounterOf })).toBe("CUSTODY_SIGNATURE_BAD");
  });

  it("with a counter that did not grow is refused", () => {
    expect(said(tapped({ counter: 9 }), { view: withKey, lastCounterOf: () => 9 })).toBe("CUSTODY_SIGNATURE_BAD");
  });

  it("is not a bare signature, nor the other way round", () => {
    expect(said({ ...tapped(), signature: signedBy("jane", asked).signature }, { view: withKey, lastCounterOf })).toBe(
      "CUSTODY_SIGNATURE_BAD",
    );
    expect(said({ ...signedBy("jane", asked), signature: tapped().signature })).toBe("CUSTODY_SIGNATURE_BAD");
  });
});

describe("a document's arrival", () => {
  const arrival =
    (nowSeconds: number, seen: readonly string[] = []) =>
    (document: CustodyDocument) =>
      checkArrival(document, { nowSeconds, hasSeen: (nonce) => seen.includes(nonce) })?.row.code ?? "taken";

  it("is within 120 seconds of its time, either way, and once", () => {
    for (const [ahead, expected] of [
      [-121, "CUSTODY_STALE"],
      [-120, "taken"],
      [120, "taken"],
      [121, "CUSTODY_STALE"],
    ] as const) {
      expect(arrival(asked.createdAt + ahead)(asked)).toBe(expected);
    }
    expect(arrival(asked.createdAt, [asked.nonce])(asked)).toBe("CUSTODY_NONCE_SEEN");
  });

  it("does not matter for what can only stop", () => {
    for (const word of ["deny", "veto", "revoke"] as const) {
      const stop = decision(omar, hash, { decision: word });
      expect(arrival(now + 10 ** 8, [stop.nonce])(stop)).toBe("taken");
    }
    const approval = decision(omar, hash);
    expect(arrival(now + 10 ** 8)(approval)).toBe("CUSTODY_STALE");
  });

  it("leaves a nonce behind for as long as the document could come again", () => {
    expect(nonceKeptUntil(asked)).toBe(asked.createdAt + 120);
    expect(nonceKeptUntil(decision(omar, hash))).toBe(now + 7 * 86_400 + 120);
  });

  it("needs a proof of identity of at most 300 seconds, 120 on the command line", () => {
    const aged = (via: "passkey" | "offline" | "cli", age: number) =>
      isAuthRecent({ person: "a", cred: "b", via, authTime: now - age }, now);
    expect([aged("passkey", 300), aged("passkey", 301), aged("offline", 300), aged("offline", 301)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([aged("cli", 120), aged("cli", 121), aged("cli", 0), aged("cli", -1)]).toEqual([true, false, true, false]);
  });
});

describe("the broker's signature", () => {
  const document: CustodyDocument = {
    type: "rw.receipt/v1",
    deployment: "acme",
    nonce: nonceOf("receipt"),
    at: now,
    verb: "release",
    what: "password",
    docHash: hash,
    ok: true,
    error: "",
    logIndex: 7,
    brokerCheckpoint,
  };
  const read = readOf(document);

  it("is by the key that the roster pins, over a document of the broker's", () => {
    expect(isSignedByBroker(read, signEd25519(seedOf("broker"), read.message), view)).toBe(true);
    expect(isSignedByBroker(read, signEd25519(seedOf("jane"), read.message), view)).toBe(false);
    const other = readOf(asked);
    expect(isSignedByBroker(other, signEd25519(seedOf("broker"), other.message), view)).toBe(false);
    const elsewhere = { ...view, deployment: "other" };
    expect(isSignedByBroker(read, signEd25519(seedOf("broker"), read.message), elsewhere)).toBe(false);
  });
});
