import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { keyForTest, entryForTest, logForTest } from "../../../domain/ledger/log-for-test.ts";
import { consistencyPlan, proofOf } from "../../../domain/ledger/merkle/proof-plan.ts";
import { verifierKeyOf } from "../../../domain/ledger/note/signing-key.ts";
import { askWitness } from "./ask-witness.ts";
import { Witnesses } from "./ask-witnesses.ts";
import { readWitnessed } from "./read-witnessed.ts";
import { addressAt } from "./witness-place.ts";

const log = logForTest(
  keyForTest("rootward.example/acme/broker", 32),
  Array.from({ length: 8 }, (_, at) => entryForTest(at)),
);
const offer = {
  note: log.note,
  size: 8,
  consistencyProof: (from: number, to: number) => proofOf(consistencyPlan(from, to), log.tree.read),
};
const key = verifierKeyOf("cosignature", keyForTest("w1.example"));
const servers: Server[] = [];

async function serving(listener: RequestListener): Promise<{ url: string; key: typeof key }> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`, key };
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const answers = (http: number, type: string, body: string | Uint8Array): RequestListener => {
  return (_request, response) => {
    response.writeHead(http, { "content-type": type });
    response.end(body);
  };
};

describe("whatever answers in a witness's place", () => {
  it.each([
    ["a proxy's page", answers(200, "text/html", "<html>")],
    ["bytes that are no text", answers(200, "text/plain", Uint8Array.of(255, 254))],
    ["a cosignature that does not fit", answers(200, "text/plain", `— w1.example ${"A".repeat(100)}\n`)],
    ["nothing", answers(200, "text/plain", "")],
    ["a conflict without a size", answers(409, "text/x.tlog.size", "many\n")],
    ["an endless answer", answers(200, "text/plain", "x".repeat(600_000))],
    ["a redirect", (_request, response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()],
    ["a size that changes for ever", changing()],
    ["a closed connection", (request) => void request.socket.destroy()],
  ] satisfies [string, RequestListener][])("%s makes it unreachable", async (_what, listener) => {
    const place = await serving(listener);
    expect(await askWitness(place, offer, 8)).toMatchObject({ status: "unreachable" });
  });

  it.each([401, 403, 404, 422, 500])("HTTP %s is a refusal", async (http) => {
    const place = await serving(answers(http, "text/plain", "no"));
    expect(await askWitness(place, offer, 8)).toMatchObject({ status: "refused", http });
  });

  it("a conflict of another type is a refusal, not a size", async () => {
    const place = await serving(answers(409, "text/plain", "5\n"));
    expect(await askWitness(place, offer, 8)).toMatchObject({ status: "refused", http: 409 });
  });

  it("one that is silent costs the budget and no more, while the others' lines are kept", async () => {
    const silent = await serving(() => undefined);
    const gone = { url: "http://127.0.0.1:1", key };
    const start = performance.now();
    const { note, outcomes } = await new Witnesses([silent, gone]).ask(offer, 300);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(outcomes.map(({ outcome }) => outcome.status)).toEqual(["unreachable", "unreachable"]);
    expect(note).toEqual(log.note);
  });

  it("what it shows as its checkpoint counts only with the log's signature", async () => {
    const { verifier } = log.signer;
    const forged = logForTest(keyForTest("rootward.example/acme/broker", 77), [entryForTest(0)]).note;
    expect(await readWitnessed(await serving(answers(200, "text/plain", forged)), verifier)).toMatchObject({
      status: "foreign",
      row: { code: "LEDGER_UNSIGNED" },
    });
    expect(await readWitnessed(await serving(answers(200, "text/plain", "hm")), verifier)).toMatchObject({
      status: "foreign",
      row: { code: "LEDGER_NOTE_FOREIGN" },
    });
    expect(await readWitnessed(await serving(answers(503, "text/plain", "")), verifier)).toMatchObject({
      status: "unreachable",
    });
    expect(await readWitnessed(await serving(answers(200, "text/plain", log.note)), verifier)).toMatchObject({
      status: "found",
      checkpoint: { size: 8 },
    });
  });
});

describe("a witness's address", () => {
  it("keeps its path, and is plain http or https", () => {
    expect(addressAt("https://w.example/a", "add-checkpoint").href).toBe("https://w.example/a/add-checkpoint");
    for (const url of [
      "",
      "w.example",
      "file:///etc/passwd",
      "https://u:p@w.example",
      "https://w.example/?x=1",
      "https://w.example/#x",
    ]) {
      expect(() => addressAt(url, "add-checkpoint")).toThrow(/address of a witness or anchor/);
    }
  });
});

function changing(): RequestListener {
  let size = 0;
  return (_request, response) => {
    size = (size + 1) % 7;
    response.writeHead(409, { "content-type": "text/x.tlog.size" });
    response.end(`${size}\n`);
  };
}
