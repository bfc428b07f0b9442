import { createServer } from "node:net";

/**
 * A port whose next one is free too: the broker's door is there. Below the range from which the system takes ports of its
 * own, as seconds pass before a process listens on it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + 2 * Math.floor(Math.random() * 10_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => void server.close(() => resolve(true)));
  });
}
