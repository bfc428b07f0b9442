import { expect } from "vitest";
import { Deployment } from "../deployment/deployment.ts";
import { Acknowledged } from "./acknowledged.ts";
import { enrolledTwice, givenTwice, lost, remainsOf } from "./after-kills.ts";
import { Killer, type Killing } from "./keep-killing.ts";
import { accountAt, importAll, useAccount, writeImports } from "./work.ts";

/** How much is done while gate and broker are killed. */
export interface Trial {
  /** Accounts to import: a password and a seed each. */
  readonly accounts: number;
  /** How many of them are then opened. */
  readonly uses: number;
  /** Whether a code is asked for in each use; after a broker's start that waits for the next step. */
  readonly withCodes: boolean;
  readonly duringImport: Killing;
  readonly duringUses: Killing;
}

/** Plays a trial and holds everything that was acknowledged against stores and logs; what happened, in one line. */
export async function playTrial({ accounts, uses, withCodes, duringImport, duringUses }: Trial): Promise<string> {
  const deployment = await Deployment.make();
  try {
    const told = new Acknowledged();
    writeImports(deployment, accounts);
    const first = new Killer(deployment, duringImport);
    const imports = Promise.all([importAll(deployment, "P", told), importAll(deployment, "S", told)]);
    await Promise.race([imports, first.failed]);
    await first.stop();
    const second = new Killer(deployment, duringUses);
    for (let at = 0; at < uses; at++) {
      await Promise.race([useAccount(deployment, accountAt(at), told, withCodes), second.failed]);
    }
    await second.stop();
    await deployment.stop("gate");
    await deployment.stop("broker");
    expect(told.passwords.size).toBe(accounts);
    expect(told.seeds.size).toBe(accounts);
    expect(told.requests.size).toBe(uses);
    const remains = remainsOf(deployment);
    expect(lost(remains, told)).toEqual([]);
    expect(givenTwice(remains.broker)).toEqual([]);
    expect([...enrolledTwice(remains.gate), ...enrolledTwice(remains.broker)]).toEqual([]);
    for (const side of ["gate", "broker"] as const) expect([side, remains.unwritten(side)]).toEqual([side, []]);
    remains.close();
    for (const side of ["gate", "broker"]) {
      const keys = ["--trust", "c/draft/trust.txt", "--roster", "c/draft/genesis.json"];
      const hash = ["--roster-hash", deployment.rosterHash];
      const verified = await deployment.run(["ledger", "verify", `c/${side}/data/ledger`, ...keys, ...hash]);
      expect([side, verified.code, verified.err]).toEqual([side, 0, ""]);
    }
    const kills = { gate: first.kills.gate + second.kills.gate, broker: first.kills.broker + second.kills.broker };
    const entries = `${remains.gate.length} and ${remains.broker.length} log entries`;
    return `${kills.gate} kills of the gate, ${kills.broker} of the broker, ${told.total} acknowledged actions, ${entries}`;
  } finally {
    await deployment.end();
  }
}
