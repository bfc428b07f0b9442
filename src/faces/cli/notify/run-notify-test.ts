import { ownClient } from "../bg/own-client.ts";
import { type Row, screenTargets, showAnswer } from "../bg/screen.ts";
import type { Invocation } from "../command.ts";

/** Sends a test over every notification route; exit 1 when one did not take it, or there is none. */
export async function runNotifyTest(invocation: Invocation): Promise<number> {
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const results = await client.readiness.testNotices();
    const rows = results.map(({ route, kind, ok, error, detail }): Row => {
      const why = detail === "" ? error : `${error}: ${detail}`;
      return [ok ? "✔ taken" : "✖ failed", ok ? `${route} (${kind})` : `${route} (${kind}): ${why}`];
    });
    const few: readonly Row[] =
      results.length >= 2
        ? [["", "Taken by the server is not read by a person: ask whoever should have it."]]
        : [["✖ few", `${results.length} routes: one outage and nobody hears of a request; add routes in gate.json`]];
    showAnswer(invocation, targets, entered, { rows: [...rows, ...few], json: { results } });
    return results.length > 0 && results.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    entered.hand.end();
  }
}
