import { utf8 } from "../../../domain/crypto/bytes.ts";
import { concat } from "../../../domain/crypto/bytes.ts";
import { parseSignedNote, printSignatureLine } from "../../../domain/ledger/note/signed-note.ts";
import { askWitness, type CheckpointOffer, witnessBudgetMs, type WitnessOutcome } from "./ask-witness.ts";
import type { WitnessPlace } from "./witness-place.ts";

/** What all witnesses together made of an offer. */
export interface Witnessed {
  /** The log's note with the lines of all witnesses that cosigned. */
  readonly note: Uint8Array;
  readonly outcomes: readonly { readonly place: WitnessPlace; readonly outcome: WitnessOutcome }[];
}

/** Witnesses of a log, with what each is believed to have. */
export class Witnesses {
  readonly #places: readonly WitnessPlace[];
  readonly #sizes = new Map<WitnessPlace, number>();

  constructor(places: readonly WitnessPlace[]) {
    this.#places = places;
  }

  /** Asks all at once and waits for the slowest, at most the budget. Throws as `askWitness` does. */
  async ask(offer: CheckpointOffer, budgetMs: number = witnessBudgetMs): Promise<Witnessed> {
    const signal = AbortSignal.timeout(budgetMs);
    const outcomes = await Promise.all(
      this.#places.map(async (place) => {
        const outcome = await askWitness(place, offer, this.#sizes.get(place) ?? offer.size, signal);
        if (outcome.status === "cosigned") this.#sizes.set(place, offer.size);
        return { place, outcome };
      }),
    );
    let { note } = offer;
    for (const { outcome } of outcomes) if (outcome.status === "cosigned") note = joined(note, outcome.note);
    return { note, outcomes };
  }
}

/** The first note with the lines of the second that it lacks. */
function joined(note: Uint8Array, other: Uint8Array): Uint8Array {
  const there = parseSignedNote(note).signatures.map((line) => printSignatureLine(line));
  const more = parseSignedNote(other).signatures.map((line) => printSignatureLine(line));
  return concat(note, utf8(more.filter((line) => !there.includes(line)).join("")));
}
