import { createSocket } from "node:dgram";

/** Seconds from 1900 (NTP) to 1970 (Unix). */
const ntpStart = 2_208_988_800;
const ntpEra = 2 ** 32;

/**
 * How far this host's clock is before an NTP server's, in milliseconds (RFC 5905, the client mode of RFC 4330). `host` may
 * name a port, `time.example:123`. Rejects when no fitting answer comes in time.
 */
export function askSntp(host: string, nowMs: () => number, timeoutMs: number): Promise<number> {
  const [name = "", port = "123"] = host.split(":");
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    const sentMs = nowMs();
    const request = Buffer.alloc(48);
    // Version 4, mode 3; the server sends this time back, so that an answer to somebody else's question is none to ours.
    request[0] = 0x23;
    request.writeUInt32BE((Math.floor(sentMs / 1000) + ntpStart) % ntpEra, 40);
    request.writeUInt32BE(Math.floor(Math.random() * ntpEra), 44);
    const end = (outcome: number | Error): void => {
      clearTimeout(timer);
      socket.close();
      if (typeof outcome === "number") resolve(outcome);
      else reject(outcome);
    };
    const timer = setTimeout(() => end(new Error("no answer")), timeoutMs);
    socket.on("error", (error) => end(error));
    socket.on("message", (answer) => {
      const receivedMs = nowMs();
      if (!answer.subarray(24, 32).equals(request.subarray(40, 48))) return;
      const skew = skewOf(answer, sentMs, receivedMs);
      end(skew ?? new Error("an answer of another form"));
    });
    socket.send(request, Number(port), name);
  });
}

/** The clock minus the server's time, from one answer; `null` for one that tells no time. */
export function skewOf(answer: Uint8Array, sentMs: number, receivedMs: number): number | null {
  if (answer.length < 48) return null;
  const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
  const [first, stratum] = [view.getUint8(0), view.getUint8(1)];
  const isServer = (first & 7) === 4;
  const isSynchronised = first >> 6 !== 3 && stratum >= 1 && stratum <= 15;
  if (!isServer || !isSynchronised) return null;
  const received = timeAt(view, 32, sentMs);
  const answered = timeAt(view, 40, sentMs);
  return (sentMs - received + (receivedMs - answered)) / 2;
}

/** A timestamp in Unix milliseconds; of the eras that it may be of the one nearest to ours. */
function timeAt(view: DataView, at: number, nearMs: number): number {
  const bare = (view.getUint32(at) - ntpStart) * 1000 + (view.getUint32(at + 4) * 1000) / ntpEra;
  return bare + Math.round((nearMs - bare) / (ntpEra * 1000)) * ntpEra * 1000;
}
