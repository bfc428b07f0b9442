import { createSocket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { type Answer, decode, encode, RECURSION_AVAILABLE } from "dns-packet";

/** Records by `TYPE name`; a code (2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED) or `silent` instead of records. */
export type Zone = Readonly<Record<string, readonly Answer[] | number | "silent">>;

/** A DNS server on loopback over UDP. A name without any entry is NXDOMAIN, one with another type has no data. */
export async function zoneServer(zone: Zone): Promise<{ server: string; asked: string[]; close: () => Promise<void> }> {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (message, from) => {
    const query = decode(message);
    const question = query.questions?.[0];
    if (question === undefined) return;
    const key = `${question.type} ${question.name.toLowerCase()}`;
    asked.push(key);
    const entry = zone[key];
    if (entry === "silent") return;
    const isKnown = Object.keys(zone).some((each) => each.endsWith(` ${question.name.toLowerCase()}`));
    const code = typeof entry === "number" ? entry : isKnown ? 0 : 3;
    const answers = typeof entry === "object" ? [...entry] : [];
    const reply = encode({
      type: "response",
      id: query.id ?? 0,
      flags: RECURSION_AVAILABLE | code,
      questions: query.questions ?? [],
      answers,
    });
    socket.send(reply, from.port, from.address);
  });
  await new Promise<void>((ready) => {
    socket.bind(0, "127.0.0.1", ready);
  });
  const { port }: AddressInfo = socket.address();
  return {
    server: `127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((closed) => {
        socket.close(() => closed());
      }),
  };
}
