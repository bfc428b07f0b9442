import { createSocket, type Socket } from "node:dgram";
import { createServer, type Server } from "node:http";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { askHttpDate } from "./http-date.ts";
import { measureSkew } from "./measure-skew.ts";
import { askSntp, skewOf } from "./sntp.ts";

const sockets: Socket[] = [];
const servers: Server[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
  for (const server of servers.splice(0)) server.close();
});

/** 64-bit NTP timestamps count from 1900 (RFC 5905, section 6): 2,208,988,800 s before Unix time. */
function ntpTime(unixMs: number): Buffer {
  const bytes = Buffer.alloc(8);
  const seconds = Math.floor(unixMs / 1000);
  bytes.writeUInt32BE((seconds + 2_208_988_800) % 2 ** 32, 0);
  bytes.writeUInt32BE(Math.floor(((unixMs - seconds * 1000) / 1000) * 2 ** 32), 4);
  return bytes;
}

/** A time server that says what it is told to. */
async function ntpServer(answer: (request: Buffer) => Buffer | null): Promise<string> {
  const socket = createSocket("udp4");
  sockets.push(socket);
  socket.on("message", (request, from) => {
    const reply = answer(request);
    if (reply !== null) socket.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", () => resolve()));
  return `127.0.0.1:${socket.address().port}`;
}

const telling =
  (unixMs: () => number, head = [0x24, 2]) =>
  (request: Buffer) => {
    const answer = Buffer.alloc(48);
    answer.set(head, 0);
    request.copy(answer, 24, 40, 48);
    ntpTime(unixMs()).copy(answer, 32);
    ntpTime(unixMs()).copy(answer, 40);
    return answer;
  };

async function webServer(date: string | undefined, status = 200): Promise<string> {
  const server = createServer((_, response) => {
    response.sendDate = false;
    if (date !== undefined) response.setHeader("Date", date);
    response.writeHead(status).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

const clock = { nowMs: () => Date.now() };

describe("asking for the time", () => {
  it.each([0, 5000, -15_000, 3_600_000])("an NTP server that is %d ms behind tells so", async (behind) => {
    const host = await ntpServer(telling(() => Date.now() - behind));
    const skew = await askSntp(host, clock.nowMs, 2000);
    expect(Math.abs(skew - behind)).toBeLessThan(250);
  });

  it("no answer, another's answer, and a server that has no time itself are none", async () => {
    await expect(askSntp(await ntpServer(() => null), clock.nowMs, 100)).rejects.toThrow("no answer");
    const foreign = (request: Buffer) => {
      const answer = telling(() => 0)(request);
      answer.fill(7, 24, 32);
      return answer;
    };
    await expect(askSntp(await ntpServer(foreign), clock.nowMs, 100)).rejects.toThrow("no answer");
    for (const head of [
      [0xe4, 2],
      [0x24, 0],
      [0x24, 16],
      [0x23, 2],
    ]) {
      await expect(askSntp(await ntpServer(telling(() => 0, head)), clock.nowMs, 500)).rejects.toThrow("another form");
    }
  });

  it("reads a time of the next era, from 2036 on", () => {
    const inEra = Date.UTC(2040, 0, 1);
    const answer = telling(() => inEra)(Buffer.alloc(48));
    expect(skewOf(answer, inEra, inEra)).toBe(0);
  });

  it("any bytes are a skew or none", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const skew = skewOf(bytes, 1e12, 1e12);
        return skew === null || Number.isFinite(skew);
      }),
    );
  });

  it("a web server's date is read, whatever it answers besides", async () => {
    const date = new Date(Date.now() - 30_000).toUTCString();
    expect(Math.abs((await askHttpDate(await webServer(date, 403), clock.nowMs, 2000)) - 30_000)).toBeLessThan(1600);
    await expect(askHttpDate(await webServer(undefined), clock.nowMs, 2000)).rejects.toThrow("without a date");
    await expect(askHttpDate(await webServer("yesterday"), clock.nowMs, 2000)).rejects.toThrow("without a date");
  });
});

describe("the skew", () => {
  it("is unknown without a source, and without an answer", async () => {
    expect(await measureSkew({ ntp: [], https: [] }, clock)).toMatchObject({ state: "unknown", skewMs: 0 });
    const silent = await ntpServer(() => null);
    const skew = await measureSkew({ ntp: [silent], https: ["http://127.0.0.1:1"] }, clock, 200);
    expect(skew.state).toBe("unknown");
    expect(skew.sources.map(({ skewMs, why }) => [skewMs, why !== ""])).toEqual([
      [null, true],
      [null, true],
    ]);
  });

  it("is the median: one liar among three changes nothing, and over 10 s it is wrong", async () => {
    const [right, same, liar] = await Promise.all(
      [0, 0, 99_000_000].map((by) => ntpServer(telling(() => Date.now() - by))),
    );
    const one = await measureSkew({ ntp: [right ?? "", same ?? "", liar ?? ""], https: [] }, clock);
    expect(one.state).toBe("known");
    expect(Math.abs(one.skewMs)).toBeLessThan(250);
    const late = await ntpServer(telling(() => Date.now() - 11_000));
    expect((await measureSkew({ ntp: [late], https: [] }, clock)).state).toBe("wrong");
    const little = await ntpServer(telling(() => Date.now() - 9000));
    expect((await measureSkew({ ntp: [little], https: [] }, clock)).state).toBe("known");
  });

  it("a date's missing fractions are no skew", async () => {
    const url = await webServer(new Date().toUTCString());
    expect(await measureSkew({ ntp: [], https: [url] }, clock)).toMatchObject({ state: "known", skewMs: 0 });
  });
});
