import { plainText } from "../plain-text.ts";
import type { Call } from "../aws-service.ts";

/** The values of a Query list, `Name.member.1`, `Name.member.2` …, in order. */
export function listMember({ input }: Call, name: string): readonly string[] {
  const found: string[] = [];
  for (let index = 1; ; index += 1) {
    const value = input[`${name}.member.${index}`];
    if (value === undefined) return found;
    found.push(plainText(value));
  }
}
