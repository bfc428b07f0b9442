import { z } from "zod";
import type { Secret } from "../../../domain/core/secret.ts";
import type { EnvelopePlace } from "../../../domain/custody/envelope/envelope-place.ts";
import { type StoredSplit, storedSplitField } from "../../../domain/custody/protocol/stored-split.ts";
import { hasRole, type RosterView } from "../../../domain/custody/roster/roster-view.ts";
import type { BrokerStore } from "../../../world/store/broker/broker-store.ts";
import { splitKey, type Splitter } from "../items/split-key.ts";

const factField = z.object({
  version: z.int().min(1),
  /** Base64url, 16 bytes. */
  kcv: z.string(),
  /** `null` when the key lies in an age file. */
  split: storedSplitField.nullable(),
});

/** What the store knows of the key-encryption key: everything but the key. */
export type KekFact = Readonly<z.infer<typeof factField>>;

/** Reads it. Throws when the store was never initialised. */
export function kekFact({ facts }: Pick<BrokerStore, "facts">): KekFact {
  return factField.parse(facts.get("kek"));
}

/** Where the key-encryption key stands. */
export function kekPlace(deployment: string, version: number): EnvelopePlace {
  return { vault: "S", deployment, account: "-", kind: "kek", version };
}

/** Splits it among the unsealers: a majority opens it, two at least. */
export async function splitKek(
  splitter: Splitter,
  key: Secret<Uint8Array>,
  place: EnvelopePlace,
  { persons }: Pick<RosterView, "persons">,
): Promise<StoredSplit> {
  const holders = persons.flatMap((person) =>
    hasRole(person, "unsealer") && person.recipientS !== undefined
      ? [{ id: person.id, recipient: person.recipientS }]
      : [],
  );
  const threshold = Math.max(2, Math.floor(holders.length / 2) + 1);
  return splitKey(splitter, { vault: "K", key, place, threshold, holders });
}
