// A process of its own that uses a store: `node store-process-for-test.ts <file> <host id file> <what> [number]`.
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { BrokerStore } from "./broker-store.ts";
import { openBrokerStore } from "./open-broker-store.ts";
import { stepRow } from "./store-for-test.ts";

const [file = "", hostIdFile = "", what = "", count = "0"] = process.argv.slice(2);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One turn: a step, a fact and a log entry that belong together. `between` is called after each statement. */
function turn(store: BrokerStore, at: number, between: (statement: number) => void): void {
  store.transaction(() => {
    store.steps.insert(stepRow({ step: at }));
    between(1);
    store.facts.set("turn", at);
    between(2);
    store.pending.add([Uint8Array.of(at & 0xff)]);
    between(3);
  });
  between(4);
}

try {
  const { store } = openBrokerStore({ file, hostIdFile });
  say("open");
  if (what === "hold") {
    process.stdin.resume();
    process.stdin.on("end", () => {
      store.close();
      process.exit(0);
    });
  }
  if (what === "turns") for (let at = 0; ; at += 1) turn(store, at, (statement) => statement === 4 && say(String(at)));
  if (what === "die") {
    turn(store, 0, () => undefined);
    turn(store, 1, (statement) => {
      if (statement === Number(count)) process.kill(process.pid, "SIGKILL");
    });
  }
  if (what === "fill") {
    for (let at = 0; at < 2000; at += 1) {
      store.transaction(() => {
        store.steps.insert(stepRow({ step: at }));
        store.facts.set(`f${at}`, "x".repeat(2000));
      });
      say(String(at));
    }
  }
} catch (thrown) {
  say(thrown instanceof CodedError ? thrown.row.code : `not coded: ${String(thrown)}`);
  process.exit(1);
}
