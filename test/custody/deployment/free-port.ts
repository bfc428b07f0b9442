import { createServer } from "node:net";

/** A port whose next one is free too: the broker's door is there. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await listenOnce(0);
    if (port > 0 && port < 65_000 && (await listenOnce(port + 1)) > 0) return port;
  }
}

/** The port that was listened on; 0 when it was taken. */
function listenOnce(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(0));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const taken = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(taken));
    });
  });
}
