import { existsSync, statSync } from "node:fs";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isolateEnvironment, quickTiming } from "../../../test/support/collect-trial.ts";
import { recipientOf, seedOf } from "../../../test/custody/people.ts";
import { courierArns, courierIds, loadCourier } from "../../demo/organizations/load-courier.ts";
import { startPretendAws, type PretendAws } from "../../demo/start-pretend-aws.ts";
import { Secret } from "../../domain/core/secret.ts";
import { spkiPinOf } from "../../domain/crypto/ed25519-spki.ts";
import { readFrame } from "../../domain/custody/frame/frame.ts";
import { bytesOf } from "../../domain/custody/protocol/signed-wire.ts";
import { readSessionAnswer } from "../../domain/custody/sessions/session-answer.ts";
import { openCourierClient } from "../../world/broker-client/open-courier-client.ts";
import { openDeeds } from "../../world/aws/deeds/open-deeds.ts";
import { listAccessKeys } from "../../world/aws/deeds/iam/list-access-keys.ts";
import { age } from "../../world/sealing/age.ts";
import { CourierPlaceForTest, courierDeployment, lineAsOfNow } from "./courier-for-test.ts";
import { courierLines } from "./courier-lines.ts";

const deleteTask = "arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials";
const isCodeOnly = { status: "refused", error: "COURIER_LINE_FOREIGN" };
let server: PretendAws;
let place: CourierPlaceForTest;

beforeAll(async () => {
  server = await startPretendAws({ organization: loadCourier(), seed: "courier process" });
});
afterAll(() => server.close());
beforeEach(() => {
  place = new CourierPlaceForTest(server);
});
afterEach(() => place.close());

/** What comes back for these bytes, until the other side ends the connection or a line is whole. */
function exchange(bytes: string): Promise<string> {
  return new Promise((done) => {
    const socket = connect(place.socket);
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.endsWith("\n")) socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => done(text));
    socket.write(bytes);
  });
}

describe("the courier's process", () => {
  it("opens a session for a receipt and seals it: what it says and passes on holds no secret", async () => {
    const keys = place.keysOf(courierArns.courier);
    const started = place.run(keys);
    expect(await started.ready()).toBe(
      `REHEARSAL courier ready: socket ${place.socket}, sessions for aws:${courierIds.management}\n`,
    );
    expect(statSync(place.socket).mode & 0o777).toBe(0o660);
    const once = await age.newX25519();
    const line = lineAsOfNow(once.recipient, deleteTask);
    const client = openCourierClient({ kind: "socket", path: place.socket });
    const reply = await client.ask(line);
    if (reply.status !== "done") throw new Error(JSON.stringify(reply));
    const of = {
      vault: "S",
      deployment: courierDeployment,
      account: `aws:${courierIds.full}`,
      kind: "session",
    } as const;
    const frame = readFrame({ ...of, version: 1 }, await age.decrypt(bytesOf(reply.sealed), once.identity));
    if (frame.status !== "read") throw new Error(frame.status);
    const answer = readSessionAnswer(frame.data);
    if (answer === null) throw new Error("no answer");
    const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = answer;
    isolateEnvironment();
    const session = {
      keys: new Secret({ accessKeyId, secretAccessKey, sessionToken }),
      expiresAt,
      account: of.account,
      region: answer.region,
    };
    const root = await openDeeds({ endpointUrl: server.url, timing: quickTiming() }, session);
    expect(await listAccessKeys(root.deeds)).toMatchObject({ status: "done", value: [expect.anything()] });
    root.close();

    expect(await client.ask(line)).toMatchObject({ status: "refused", error: "CUSTODY_NONCE_SEEN" });
    started.child.kill("SIGTERM");
    expect(await started.ended).toBe(0);
    expect(existsSync(place.socket)).toBe(false);
    expect(started.said()).toContain("session opened: IAMDeleteRootUserCredentials, aws:222222222222");
    const secrets = [...Object.values(keys), accessKeyId, secretAccessKey, sessionToken];
    for (const secret of secrets)
      expect(`${started.said()}${started.out()}${JSON.stringify(reply)}`).not.toContain(secret);
  });

  it("starts without AWS credentials, and says so to whoever asks for a session", async () => {
    const started = place.run({});
    expect(await started.ready()).toContain("courier ready");
    const once = await age.newX25519();
    const client = openCourierClient({ kind: "socket", path: place.socket });
    expect(await client.ask(lineAsOfNow(once.recipient, deleteTask))).toMatchObject({
      status: "refused",
      error: "COURIER_AWS_REFUSED",
      detail: expect.stringContaining("No AWS credentials were found."),
    });
    started.child.kill("SIGINT");
    // Twice, as a supervisor and whoever started it do.
    started.child.kill("SIGTERM");
    expect(await started.ended).toBe(0);
  });

  it("answers what is no line for it by a code, and goes on", async () => {
    const started = place.run({});
    await started.ready();
    for (const text of ["{", "null", "[]", '{"verb":"status"}', '{"verb":"session"}', "\u0000", ""]) {
      expect([text, JSON.parse(await exchange(`${text}\n`))]).toMatchObject([text, isCodeOnly]);
    }
    const long = await exchange(`{"verb":"${"x".repeat(12 * 1024 * 1024)}`);
    expect(JSON.parse(long)).toMatchObject({ ...isCodeOnly, detail: "too long" });
    const idle = connect(place.socket);
    idle.write('{"verb":');
    expect(JSON.parse(await exchange("{}\n"))).toMatchObject(isCodeOnly);
    started.child.kill("SIGTERM");
    expect(await started.ended).toBe(0);
    idle.destroy();
  });

  it("lets the gate's key alone in at its door, and is known there by its own", async () => {
    const door = { host: "127.0.0.1", port: 0, key: "door.key", gateSpki: spkiPinOf(seedOf("door gate")) };
    place.configure({ socket: undefined, door });
    const started = place.run({});
    const port = Number(/door 127\.0\.0\.1:([0-9]+), sessions/.exec(await started.ready())?.[1]);
    const at = { kind: "door" as const, host: "127.0.0.1", port, spki: place.doorSpki };
    const ask = (key: string, change: object = {}) =>
      openCourierClient({ ...at, ...change, ownKey: new Secret(seedOf(key)) }, { timeoutMs: 5000 }).ask(
        lineAsOfNow(recipientOf("once"), deleteTask),
      );
    expect(await ask("door gate")).toMatchObject({ status: "refused", error: expect.not.stringContaining("CLIENT") });
    await expect(ask("door of nobody")).rejects.toMatchObject({ row: { code: "COURIER_CLIENT_UNREACHABLE" } });
    await expect(ask("door gate", { spki: spkiPinOf(seedOf("door")) })).rejects.toMatchObject({
      row: { code: "BROKER_CLIENT_OTHER_KEY" },
    });
    const plain = connect(port, "127.0.0.1");
    plain.on("error", () => undefined);
    const closed = new Promise<string>((done) => {
      let text = "";
      plain.on("data", (chunk) => (text += chunk.toString("latin1")));
      plain.on("close", () => done(text));
    });
    plain.write('{"verb":"session"}\n');
    expect(await closed).not.toContain("COURIER");
    expect(await ask("door gate")).toMatchObject({ status: "refused" });
  });

  it.each([
    ["no configuration", () => place.configure({ roles: {} }), "roles.rootTask"],
    [
      "no key for its door",
      () =>
        place.configure({
          socket: undefined,
          door: { host: "127.0.0.1", port: 0, key: "no.key", gateSpki: "A".repeat(43) },
        }),
      "no.key",
    ],
    [
      "its socket below a file",
      () => place.configure({ socket: "courier.json/courier.sock" }),
      "COURIER_CONFIG_FOREIGN",
    ],
    [
      "separate users where there is no such user",
      () => place.configure({ deployment: "acme", separation: "users", user: "rw-nobody-here", rehearsal: undefined }),
      "COURIER_NOT_SEPARATED",
    ],
  ])("does not start with %s", async (_, change, why) => {
    change();
    const started = place.run({});
    expect(await started.ended).toBe(2);
    expect(started.said()).toContain(why);
    expect(started.said()).not.toContain("ready");
  });
});

describe("a line to the courier", () => {
  it("whatever it is, gets a reply by a code, and opens nothing", async () => {
    let opened = 0;
    const lines = courierLines(async () => {
      opened += 1;
      return { status: "refused", error: "X", detail: "" };
    });
    const any = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc
        .record({ verb: fc.constant("session"), document: fc.string(), ask: fc.string(), receipt: fc.jsonValue() })
        .map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(any, async (text) => {
        expect(await lines.answer(text)).toMatchObject(isCodeOnly);
      }),
      { numRuns: 300 },
    );
    expect(opened).toBe(0);
    expect(lines.tooLong()).toMatchObject(isCodeOnly);
  });
});
