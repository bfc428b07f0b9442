// Whom the broker talks to by itself: witnesses of its log, and one pinned route to its people.
import type { SeenCheckpoint } from "../../domain/ledger/journal/recover-log.ts";
import { Secret } from "../../domain/core/secret.ts";
import { parseVerifierKey, printVerifierKey, type VerifierKey } from "../../domain/ledger/note/verifier-key.ts";
import { Witnesses } from "../../world/anchors/witness/ask-witnesses.ts";
import { readWitnessed } from "../../world/anchors/witness/read-witnessed.ts";
import type { WitnessPlace } from "../../world/anchors/witness/witness-place.ts";
import type { CustodyLog } from "../../world/ledger-files/custody-log.ts";
import { postJson } from "../../world/notify/post-json.ts";
import type { BrokerConfig } from "./config.ts";

/** The witnesses of a configuration. Throws `LEDGER_KEY_*`. */
export function witnessPlaces({ witnesses = [] }: BrokerConfig): readonly WitnessPlace[] {
  return witnesses.map(({ url, vkey }) => ({ url, key: parseVerifierKey(vkey) }));
}

/** What the witnesses have of this log: a copy that was put back shows at the start. */
export async function seenByWitnesses(places: readonly WitnessPlace[], log: VerifierKey): Promise<SeenCheckpoint[]> {
  const found = await Promise.all(places.map((place) => readWitnessed(place, log)));
  return found.flatMap((each) => (each.status === "found" ? [{ at: "witness", checkpoint: each.checkpoint }] : []));
}

/** Shows each new checkpoint to all witnesses and keeps their lines; the keys of those that cosigned within two seconds. */
export function witnessOf(
  places: readonly WitnessPlace[],
  log: CustodyLog,
): (note: Uint8Array) => Promise<readonly string[]> {
  const witnesses = new Witnesses(places);
  return async (note) => {
    const consistencyProof = (from: number, to: number) => log.consistencyProof(from, to);
    const { note: cosigned, outcomes } = await witnesses.ask({ note, size: log.head.size, consistencyProof });
    const keys = outcomes.filter(({ outcome }) => outcome.status === "cosigned").map(({ place }) => place.key);
    if (keys.length > 0) log.keepCosigned(cosigned);
    return keys.map((key) => printVerifierKey(key));
  };
}

/** The broker's own route: one POST with a line of text, to a server whose key is pinned; whether it took it. */
export function routeOf({ url, pin, allow }: NonNullable<BrokerConfig["notify"]>): (text: string) => Promise<boolean> {
  const route = { kind: "slack" as const, name: "own route", url: new Secret(url), pin, allow };
  return async (text) => {
    try {
      const { status } = await postJson(route, JSON.stringify({ text }));
      return status >= 200 && status < 300;
    } catch {
      return false;
    }
  };
}
