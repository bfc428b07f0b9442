import { setTimeout as pause } from "node:timers/promises";
import type { Deployment } from "../deployment/deployment.ts";

/** How often to kill. */
export interface Killing {
  /** Between two kills, in milliseconds. */
  readonly least: number;
  readonly most: number;
  /** After so many it lets the work be done. */
  readonly kills: number;
}

/** Kills gate or broker outright at random moments and starts it again, until it is told to stop. */
export class Killer {
  readonly kills = { gate: 0, broker: 0 };
  /** Rejects when a process cannot be started again. */
  readonly failed: Promise<never>;
  #isOver = false;
  readonly #running: Promise<void>;

  constructor(deployment: Deployment, killing: Killing) {
    this.#running = this.#run(deployment, killing);
    this.failed = new Promise((_resolve, reject) => void this.#running.catch(reject));
    this.failed.catch(() => undefined);
  }

  /** Ends after both processes answer again. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  async #run(deployment: Deployment, { least, most, kills }: Killing): Promise<void> {
    while (!this.#isOver && this.kills.gate + this.kills.broker < kills) {
      await pause(least + Math.random() * (most - least));
      const side = Math.random() < 0.6 ? "broker" : "gate";
      await deployment.stop(side, "SIGKILL");
      this.kills[side]++;
      await deployment.start(side);
      if (side === "broker") await unsealed(deployment);
    }
  }
}

async function unsealed(deployment: Deployment): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    for (const name of ["ann", "bob"] as const) await deployment.as(name, ["broker", "unseal"]);
    if ((await deployment.as("cleo", ["broker", "status"])).code === 0) return;
    await pause(100);
  }
  throw new Error(`the broker stays sealed: ${deployment.heard.at(-1)?.err ?? ""}`);
}
