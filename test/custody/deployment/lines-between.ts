import { connect, createServer, type Server, type Socket } from "node:net";

/** Stands between the gate and the broker's socket and keeps every line in both directions. */
export class LinesBetween {
  readonly chunks: Buffer[] = [];
  readonly #open = new Set<Socket>();
  #server: Server | null = null;

  async listen(at: string, to: string): Promise<void> {
    const server = createServer((near) => {
      const far = connect(to);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(one);
        one.on("data", (chunk: Buffer) => {
          this.chunks.push(chunk);
          other.write(chunk);
        });
        one.on("end", () => other.end());
        one.on("error", () => other.destroy());
        one.on("close", () => {
          this.#open.delete(one);
          other.destroy();
        });
      }
    });
    this.#server = server;
    await new Promise<void>((resolve) => void server.listen(at, resolve));
  }

  /** Everything that passed. */
  get text(): string {
    return Buffer.concat(this.chunks).toString("utf8");
  }

  close(): void {
    this.#server?.close();
    for (const socket of this.#open) socket.destroy();
  }
}
