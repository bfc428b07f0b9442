// Stands between the command line and the gate: everything that passes is kept, and a test may change what the gate says,
// as a gate that was taken over would.
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** Changes the JSON of a reply; `path` has no query. */
export type Change = (path: string, body: unknown) => unknown;

/** A listening go-between. */
export class HttpBetween {
  readonly bodies: string[] = [];
  /** What was sent to the gate, by method and path. */
  readonly sent: { readonly what: string; readonly body: string }[] = [];
  change: Change | null = null;
  #server: Server | null = null;
  port = 0;

  /** Listens on a free port of this machine and passes on to another. */
  async listen(to: number): Promise<void> {
    const server = createServer((incoming, outgoing) => {
      void (async () => {
        const body = await text(incoming);
        const { method = "GET", url = "/", headers } = incoming;
        this.bodies.push(`${method} ${url}\n${headers.authorization ?? ""}\n${body}`);
        this.sent.push({ what: `${method} ${url}`, body });
        const onward = request(
          { host: "127.0.0.1", port: to, method, path: url, headers: { ...headers, host: `localhost:${to}` } },
          (reply) => {
            void this.#answer(url.split("?")[0] ?? "", reply, outgoing);
          },
        );
        onward.on("error", () => outgoing.destroy());
        onward.end(body);
      })();
    });
    this.#server = server;
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    this.port = typeof address === "object" && address !== null ? address.port : 0;
  }

  close(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  async #answer(path: string, reply: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const said = this.#changed(path, await text(reply));
    this.bodies.push(said);
    const { "content-length": _length, "transfer-encoding": _encoding, ...kept } = reply.headers;
    outgoing.writeHead(reply.statusCode ?? 500, { ...kept, "content-length": Buffer.byteLength(said) });
    outgoing.end(said);
  }

  #changed(path: string, body: string): string {
    if (this.change === null) return body;
    try {
      return JSON.stringify(this.change(path, JSON.parse(body)));
    } catch {
      return body;
    }
  }
}
