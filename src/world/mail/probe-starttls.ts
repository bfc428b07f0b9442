import { connect as netConnect, type Socket } from "node:net";
import { connect as tlsConnect, type TLSSocket } from "node:tls";
import type { DnsAnswer } from "../../domain/mail/dns-answer.ts";
import { ehloAnswer } from "../../domain/mail/ehlo-answer.ts";
import type { StarttlsAnswer } from "../../domain/mail/starttls-answer.ts";
import { SmtpLine } from "./smtp-line.ts";

/** How hosts are reached. */
export interface StarttlsOptions {
  /** The name this client gives itself in EHLO. */
  readonly clientName?: string;
  readonly resolve: (host: string) => Promise<DnsAnswer<string>>;
  /** For the whole conversation with one address. */
  readonly timeoutMillis?: number;
  /** Tests only: another way out, and another authority. */
  readonly connect?: (address: string) => Socket;
  readonly ca?: string;
}

/** Addresses tried per host; the first that talks is judged. */
const mostAddresses = 4;

/**
 * Looks at STARTTLS of an MX host: EHLO, STARTTLS, handshake, QUIT. No sender, no recipient and no mail is ever sent.
 * The handshake takes any TLS version and any certificate, so that what is weak is seen and not merely refused.
 */
export function probeStarttls(options: StarttlsOptions): (host: string) => Promise<StarttlsAnswer> {
  return async (host) => {
    const found = await options.resolve(host);
    if (found.status === "none") return { status: "unreached", detail: "no address" };
    if (found.status === "trouble") return { status: "unreached", detail: found.detail };
    let last: StarttlsAnswer = { status: "unreached", detail: "no address" };
    for (const address of found.records.slice(0, mostAddresses)) {
      last = await probe(address, host, options);
      if (last.status !== "unreached") return last;
    }
    return last;
  };
}

async function probe(address: string, host: string, options: StarttlsOptions): Promise<StarttlsAnswer> {
  const socket = (options.connect ?? ((to: string) => netConnect({ host: to, port: 25 })))(address);
  const open: { close: () => void } = { close: () => socket.destroy() };
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    open.close();
    socket.destroy();
  }, options.timeoutMillis ?? 20_000);
  try {
    const answer = await converse(socket, host, options, open);
    return expired ? { status: "unreached", detail: "no answer in time" } : answer;
  } finally {
    clearTimeout(timer);
    open.close();
    socket.destroy();
  }
}

async function converse(
  socket: Socket,
  host: string,
  options: StarttlsOptions,
  open: { close: () => void },
): Promise<StarttlsAnswer> {
  const line = new SmtpLine(socket);
  const greeting = await line.reply();
  if (typeof greeting === "string") return { status: "unreached", detail: greeting };
  if (greeting.code !== 220) return { status: "unreached", detail: `greeting ${greeting.code}` };
  const ehlo = await line.say(`EHLO ${options.clientName ?? "rootward.invalid"}`);
  if (typeof ehlo === "string") return { status: "unreached", detail: ehlo };
  const said = ehloAnswer(ehlo);
  if (said.status === "refused") return { status: "unreached", detail: said.detail };
  if (said.status === "no-starttls") return { status: "not-offered" };
  const go = await line.say("STARTTLS");
  if (typeof go === "string") return { status: "broken", detail: `STARTTLS: ${go}` };
  // 4yz is a passing state of the server (RFC 3207 section 4: 454), so it proves nothing.
  if (go.code >= 400 && go.code < 500) return { status: "unreached", detail: `STARTTLS: ${go.code}` };
  if (go.code !== 220) return { status: "broken", detail: `STARTTLS: ${go.code}` };
  return await handshake(line.release(), host, options.ca, open);
}

function handshake(
  socket: Socket,
  host: string,
  ca: string | undefined,
  open: { close: () => void },
): Promise<StarttlsAnswer> {
  return new Promise((settle) => {
    const tls: TLSSocket = tlsConnect({
      socket,
      servername: host,
      // SECURITY: nothing is sent over this connection but QUIT; the certificate is judged below, not trusted.
      rejectUnauthorized: false,
      minVersion: "TLSv1",
      ciphers: "DEFAULT:@SECLEVEL=0",
      ...(ca === undefined ? {} : { ca }),
    });
    open.close = () => tls.destroy();
    tls.on("error", (error) => settle({ status: "broken", detail: `handshake: ${wordOf(error)}` }));
    tls.on("close", () => settle({ status: "broken", detail: "handshake: connection closed" }));
    tls.on("secureConnect", () => {
      const problem: unknown = tls.authorizationError;
      settle({
        status: "tls",
        version: tls.getProtocol(),
        certificateValid: tls.authorized,
        problem: tls.authorized ? null : wordOf(problem),
      });
      tls.end("QUIT\r\n");
    });
  });
}

function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
