import { createServer, type Server } from "node:http";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as launcher, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { oracle, requireOracle } from "../../../../test/oracle.ts";
import { fromBase64url, toBase64url } from "../base64url.ts";
import { utf8 } from "../bytes.ts";
import { sha256 } from "../sha256.ts";
import { type PinnedCredential, verifyAssertion } from "../webauthn-assertion.ts";
import type { CredentialAlgorithm } from "./verify-credential-signature.ts";

// A real browser's passkeys: Chromium with its virtual authenticator.
const browser = await oracle("chromium", async () =>
  launcher.launch({ executablePath: await chromium.executablePath(), args: ["--no-sandbox"], headless: true }),
);

const challenge = sha256(utf8("a document"));
let server: Server;
let origin = "";

beforeAll(async () => {
  server = createServer((_request, response) =>
    response.setHeader("content-type", "text/html").end("<title>x</title>"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://localhost:${typeof address === "object" && address !== null ? address.port : 0}`;
});

afterAll(async () => {
  await browser.value?.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Visit {
  readonly page: Page;
  readonly setUserVerified: (isUserVerified: boolean) => Promise<void>;
}

/** A page with an authenticator that answers by itself. */
async function visit(from: Browser): Promise<Visit> {
  const page = await from.newPage();
  await page.goto(origin);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    ctap2Version: "ctap2_1",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    hasPrf: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    page,
    setUserVerified: async (isUserVerified) => {
      await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
  };
}

/** What a page has and Node does not declare. */
interface Globals {
  readonly btoa: (text: string) => string;
  readonly atob: (text: string) => string;
  readonly navigator: {
    readonly credentials: {
      readonly create: (options: unknown) => Promise<{ readonly id: string; readonly response: Registered }>;
      readonly get: (options: unknown) => Promise<{
        readonly response: Signed;
        readonly getClientExtensionResults: () => { readonly prf?: { readonly results?: Results } };
      }>;
    };
  };
}

interface Registered {
  readonly getPublicKey: () => ArrayBuffer;
}

interface Signed {
  readonly clientDataJSON: ArrayBuffer;
  readonly authenticatorData: ArrayBuffer;
  readonly signature: ArrayBuffer;
}

interface Results {
  readonly first: ArrayBuffer;
  readonly second: ArrayBuffer;
}

/** Runs in the page; text in, text out. */
async function register(page: Page, alg: CredentialAlgorithm): Promise<{ readonly id: string; readonly spki: string }> {
  return page.evaluate(async (algorithm) => {
    const { navigator, btoa } = globalThis as unknown as Globals;
    const text = (buffer: ArrayBuffer) =>
      btoa(String.fromCharCode(...new Uint8Array(buffer)))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replaceAll("=", "");
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: new Uint8Array(32),
        rp: { id: "localhost", name: "x" },
        user: { id: new Uint8Array(16), name: "x", displayName: "x" },
        pubKeyCredParams: [{ type: "public-key", alg: algorithm }],
        authenticatorSelection: { userVerification: "required", residentKey: "required" },
        extensions: { prf: { eval: { first: new Uint8Array(33) } } },
      },
    });
    return { id: made.id, spki: text(made.response.getPublicKey()) };
  }, alg);
}

interface Got {
  readonly clientDataJson: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly prf: readonly string[];
}

async function tap(page: Page, id: string, over: Uint8Array, verification: "required" | "discouraged"): Promise<Got> {
  return page.evaluate(
    async ({ id, over, verification }) => {
      const { navigator, btoa, atob } = globalThis as unknown as Globals;
      const text = (buffer: ArrayBuffer) =>
        btoa(String.fromCharCode(...new Uint8Array(buffer)))
          .replaceAll("+", "-")
          .replaceAll("/", "_")
          .replaceAll("=", "");
      const bytes = (from: string) =>
        Uint8Array.from(atob(from.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
      const salt = (last: number) => Uint8Array.from({ length: 33 }, (_, at) => (at === 32 ? last : 9));
      const got = await navigator.credentials.get({
        publicKey: {
          challenge: bytes(over),
          rpId: "localhost",
          userVerification: verification,
          allowCredentials: [{ type: "public-key", id: bytes(id) }],
          ...(verification === "required"
            ? { extensions: { prf: { evalByCredential: { [id]: { first: salt(1), second: salt(2) } } } } }
            : {}),
        },
      });
      const prf = got.getClientExtensionResults().prf?.results;
      return {
        clientDataJson: text(got.response.clientDataJSON),
        authenticatorData: text(got.response.authenticatorData),
        signature: text(got.response.signature),
        prf: prf === undefined ? [] : [text(prf.first), text(prf.second)],
      };
    },
    { id, over: toBase64url(over), verification },
  );
}

function judged(got: Got, credential: PinnedCredential, over = challenge) {
  const bytes = (text: string) => fromBase64url(text) ?? new Uint8Array();
  const assertion = {
    clientDataJson: bytes(got.clientDataJson),
    authenticatorData: bytes(got.authenticatorData),
    signature: bytes(got.signature),
  };
  return verifyAssertion({ credential, challenge: over, assertion });
}

async function enrolled(context: TestContext, alg: CredentialAlgorithm) {
  const at = await visit(requireOracle(browser, context));
  const { id, spki } = await register(at.page, alg);
  const credential = { alg, spki: fromBase64url(spki) ?? new Uint8Array(), rpId: "localhost", origin, lastCounter: 0 };
  return { ...at, id, credential };
}

describe("passkeys of a real browser", () => {
  it.for([-7, -8, -257] as const)(
    "with algorithm %d are taken, eight taps in a row with growing counts",
    async (alg, context) => {
      const at = await enrolled(context, alg);
      let lastCounter = 0;
      for (let round = 0; round < 8; round++) {
        const verdict = judged(await tap(at.page, at.id, challenge, "required"), { ...at.credential, lastCounter });
        expect(verdict).toMatchObject({ status: "valid", hasCounterRegressed: false });
        if (verdict.status === "valid") lastCounter = verdict.counter;
      }
      await at.page.close();
    },
  );

  it("sign and answer the PRF in one tap; its answers do not depend on the challenge", async (context) => {
    const at = await enrolled(context, -7);
    const other = sha256(utf8("another document"));
    const first = await tap(at.page, at.id, challenge, "required");
    const second = await tap(at.page, at.id, other, "required");
    expect(judged(first, at.credential).status).toBe("valid");
    expect(judged(second, at.credential, other).status).toBe("valid");
    expect(judged(second, at.credential)).toEqual({ status: "refused", why: "wrong-challenge" });
    expect(first.prf).toEqual(second.prf);
    expect(first.prf.map((each) => fromBase64url(each)?.length)).toEqual([32, 32]);
    expect(first.prf[0]).not.toBe(first.prf[1]);
    await at.page.close();
  });

  it("are refused without the person verified, at another pinned origin, and after their count went back", async (context) => {
    const at = await enrolled(context, -7);
    const good = await tap(at.page, at.id, challenge, "required");
    expect(judged(good, { ...at.credential, origin: `${origin}0` })).toMatchObject({ why: "wrong-origin" });
    expect(judged(good, { ...at.credential, rpId: "localhost.example" })).toMatchObject({ why: "wrong-rp-id" });
    expect(judged(good, { ...at.credential, lastCounter: 1_000_000 })).toMatchObject({ why: "counter-regressed" });
    await at.setUserVerified(false);
    const unverified = await tap(at.page, at.id, challenge, "discouraged");
    expect(judged(unverified, at.credential)).toEqual({ status: "refused", why: "no-user-verification" });
    await expect(tap(at.page, at.id, challenge, "required")).rejects.toThrow("NotAllowedError");
    await at.page.close();
  });
});
