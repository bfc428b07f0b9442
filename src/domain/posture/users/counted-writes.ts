import { actionIndex } from "../../iam/catalogue/action-index.ts";
import { isWriting } from "../../iam/catalogue/writing-actions.ts";
import { harmlessWrites, selfWrites } from "./self-service.ts";

let known: Uint8Array | null = null;

/** By action number: 1 where the action writes, whoever's own business aside. */
export function countedWrites(): Uint8Array {
  if (known !== null) return known;
  const { names } = actionIndex();
  known = Uint8Array.from(names, (name, number) => (isWriting(number) && isElsewhere(name.toLowerCase()) ? 1 : 0));
  return known;
}

/** True for an action of the catalogue that counts; `name` in any case. */
export function isCountedWrite(name: string): boolean {
  const number = actionIndex().byName.get(name.toLowerCase());
  return number !== undefined && countedWrites()[number] === 1;
}

function isElsewhere(name: string): boolean {
  return !harmlessWrites.has(name) && !selfWrites.has(name);
}
