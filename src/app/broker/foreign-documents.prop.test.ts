import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64url } from "../../domain/crypto/base64url.ts";
import { canonicalBytes } from "../../domain/crypto/canonical-json.ts";
import { brokerRequestSchema } from "../../domain/custody/protocol/broker-request.ts";
import { errorOf, TestBroker, type TestRequest } from "./broker-for-test.ts";

let world: TestBroker;
let request: TestRequest;
beforeAll(async () => {
  world = await TestBroker.ready();
  request = await world.prepared();
});
afterAll(() => world.remove());

const bytes = (most: number) => fc.uint8Array({ minLength: 1, maxLength: most }).map(toBase64url);
const types = [
  "request",
  "approval",
  "ask",
  "close",
  "enrol",
  "enrol-pair",
  "roster",
  "resync",
  "rekey",
  "drill",
  "export",
  "unseal",
];

/** Documents that look right and are not: a real one with a field changed, or any object of a type. */
const documents = () =>
  fc.oneof(
    fc.constantFrom(...types).chain((type) =>
      fc
        .dictionary(
          fc.constantFrom("deployment", "nonce", "at", "account", "requestHash", "x"),
          fc.oneof(fc.string(), fc.nat()),
        )
        .map((fields) => {
          const clean = Object.fromEntries(
            Object.entries(fields).filter(([, value]) => typeof value === "number" || value.isWellFormed()),
          );
          try {
            return toBase64url(canonicalBytes({ ...clean, type: `rw.${type}/v1` }));
          } catch {
            return "e30";
          }
        }),
    ),
    fc
      .tuple(fc.constantFrom(...Object.keys(request.document)), fc.oneof(fc.nat(), fc.constant("A"), fc.constant([])))
      .map(([field, value]) => toBase64url(canonicalBytes({ ...request.document, [field]: value }))),
    bytes(300),
  );

const signatures = fc.oneof(
  fc.record({ kind: fc.constant("key"), signature: bytes(64) }),
  fc.record({
    kind: fc.constant("passkey"),
    clientDataJson: bytes(200),
    authenticatorData: bytes(60),
    signature: bytes(72),
  }),
);

describe("documents of strangers", () => {
  it("are refused by a coded error, whatever is in them, and change nothing", async () => {
    const signed = fc.record({ document: documents(), signature: signatures });
    const lines = fc.oneof(
      fc.record({ verb: fc.constantFrom("prepare", "release"), signed }),
      fc.record({ verb: fc.constant("unseal"), signed, share: bytes(200) }),
      fc.record({
        verb: fc.constant("apply"),
        signed,
        approvals: fc.array(signed, { maxLength: 2 }),
        shares: fc.array(bytes(100), { maxLength: 2 }),
      }),
      fc.record({
        verb: fc.constant("apply-quorum"),
        document: documents(),
        approvals: fc.array(signed, { maxLength: 2 }),
        shares: fc.array(bytes(100), { maxLength: 2 }),
        entries: fc.array(bytes(100), { maxLength: 2 }),
      }),
    );
    const { size } = world.log.head;
    await fc.assert(
      fc.asyncProperty(lines, fc.constantFrom("gate" as const, "door" as const), async (line, from) => {
        const read = brokerRequestSchema.safeParse(line);
        if (!read.success) return;
        const reply = (await world.broker.handle(read.data, from)) as Parameters<typeof errorOf>[0];
        expect(reply.status).toBe("refused");
        expect(errorOf(reply)).not.toBe("BROKER_INTERNAL");
        expect(JSON.stringify(reply).length).toBeLessThan(1000);
      }),
      { numRuns: 400 },
    );
    expect(world.log.head.size).toBe(size);
    expect(world.phase(request)).toBe("pending");
  });
});
