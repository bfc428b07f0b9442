import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Broker } from "../../app/broker/open-broker.ts";
import { brokerRequestSchema } from "../../domain/custody/protocol/broker-request.ts";
import { serveLines } from "../../world/lines/serve-lines.ts";
import { brokerLines } from "./broker-lines.ts";

const directory = mkdtempSync(join(tmpdir(), "rootward-lines-"));
const path = join(directory, "s");
const handled: unknown[] = [];
let server: Server;
const hears: Broker["handle"] = async (request) => {
  handled.push(request);
  return { status: "done", verb: request.verb };
};
beforeAll(async () => {
  server = createServer((socket) => serveLines(socket, brokerLines({ handle: hears }, "gate")));
  await new Promise<void>((resolve) => server.listen(path, () => resolve()));
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

/** Sends these pieces and gives the lines that come back. */
function exchange(pieces: readonly (string | Uint8Array)[], count: number): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString();
      const lines = text.split("\n").slice(0, -1);
      if (lines.length >= count) {
        socket.destroy();
        resolve(lines.map((line): unknown => JSON.parse(line)));
      }
    });
    socket.on("error", reject);
    for (const piece of pieces) socket.write(piece);
  });
}

describe("lines", () => {
  it("any bytes are answered by a reply or a coded refusal, and the next line is served", async () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString("latin1").replaceAll("\n", " ")),
      fc.json().map((text) => text.replaceAll("\n", " ")),
      fc
        .record({ verb: fc.constantFrom("status", "log", "apply", "release", "drop"), from: fc.anything() })
        .map((value) => {
          try {
            return JSON.stringify(value).replaceAll("\n", " ");
          } catch {
            return "{}";
          }
        }),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (line) => {
        handled.length = 0;
        const [first, second] = await exchange([`${line}\n{"verb":"status"}\n`], 2);
        if (handled.length === 1) expect(first).toMatchObject({ status: "refused", error: "BROKER_LINE_FOREIGN" });
        expect(second).toEqual({ status: "done", verb: "status" });
        for (const request of handled) expect(brokerRequestSchema.safeParse(request).success).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("come in pieces of any size, several at once, and are answered in order", async () => {
    const text = '{"verb":"status"}\n{"verb":"log","from":0,"max":1}\n{"verb":"status"}\n';
    for (const size of [1, 3, 17, 1000]) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, at * size + size),
      );
      const verbs = (await exchange(pieces, 3)).map((each) => (each as { verb: string }).verb);
      expect(verbs).toEqual(["status", "log", "status"]);
    }
  });

  it("of over 64 KiB are refused, of a quorum over 4 MiB", async () => {
    handled.length = 0;
    const long = `{"verb":"prepare","signed":"${"x".repeat(70_000)}"}\n`;
    expect(await exchange([long], 1)).toMatchObject([{ error: "BROKER_LINE_FOREIGN", detail: "too long" }]);
    const quorum = `{"verb":"apply-quorum","document":"${"A".repeat(1_000_000)}","approvals":[],"shares":[],"entries":[]}\n`;
    expect(await exchange([quorum], 1)).toMatchObject([{ status: "done", verb: "apply-quorum" }]);
    const huge = `{"verb":"apply-quorum","document":"${"A".repeat(4_300_000)}`;
    expect(await exchange([huge], 1)).toMatchObject([{ error: "BROKER_LINE_FOREIGN", detail: "too long" }]);
    expect(handled).toHaveLength(1);
  });
});
