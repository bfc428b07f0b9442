import type { Gate } from "../core/gate.ts";
import { record } from "../core/record.ts";
import { insistRole, type SignedIn } from "../session/signed-in-person.ts";

const name = "tag-key";

/** The key for password tags, an age file to the operators that the gate cannot open; `null` before there is one. */
export const tagKey =
  ({ store }: Gate) =>
  (by: SignedIn): string | null => {
    insistRole(by, "operator-p");
    const kept = store.facts.get(name);
    return typeof kept === "string" ? kept : null;
  };

/** Keeps the key for password tags, encrypted anew when the operators change. */
export const putTagKey =
  (gate: Gate) =>
  (by: SignedIn, file: string): void => {
    insistRole(by, "operator-p");
    const { person, session } = by;
    record(gate, (tell) => {
      gate.store.facts.set(name, file);
      tell({ type: "tag_key.stored", actor: { person: person.id, via: session.via, cred: session.cred }, d: {} });
    });
  };
