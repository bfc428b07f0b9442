import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../../bin/rootward.js", import.meta.url));

/** The gate or the broker as a process of its own; its id is the real one, nothing stands between. */
export class OwnProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  said = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => void (this.said += chunk));
    }
    this.#ended = new Promise((resolve) => void child.once("close", (code) => resolve(code)));
  }

  /** Starts it and waits for its ready line. */
  static async start(side: "broker" | "gate", config: string, env: NodeJS.ProcessEnv): Promise<OwnProcess> {
    const args = ["--disable-sigusr1", bin, side, "--config", config];
    const made = new OwnProcess(spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env }));
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (made.said.includes(`${side} ready`)) resolve();
      };
      made.#child.stderr?.on("data", look);
      void made.#ended.then((code) => reject(new Error(`${side} ended with ${code}: ${made.said}`)));
    });
    return made;
  }

  get id(): number {
    return this.#child.pid ?? 0;
  }

  async end(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    await this.#ended;
  }
}
