import { statementsFor } from "../decide/compiled-policy.ts";
import type { Layer } from "../decide/question.ts";

/** Keys whose value changes with the account a call is about. */
const accountKeys =
  /^(aws:resource(account|orgpaths|tag\/.*)|account:accountresourceorg(paths|tags\/.*)|organizations:resourcetag\/.*)$/i;

/**
 * Whether some layer answers differently for different members of an organization. `constants` are texts that hold
 * digits but are no member: the management account, the organization's id. A pattern without any other digit cannot
 * tell one twelve-digit id from another.
 */
export function dependsOnAccount(
  layers: readonly (Layer | undefined)[],
  action: string,
  constants: readonly string[],
): boolean {
  const folded = action.toLowerCase();
  return layers.some((layer) => {
    if (layer === undefined || "unknown" in layer) return false;
    return layer.some(({ policy }) =>
      statementsFor(policy, folded).some(({ statement }) => {
        if (statement.conditions.some(({ key }) => accountKeys.test(key))) return true;
        // Variables may bring such a key in anywhere.
        const texts = [
          ...(statement.resources?.patterns ?? []),
          ...statement.conditions.flatMap(({ values }) => values),
        ];
        if (texts.some((text) => text.includes("${"))) return true;
        return (statement.resources?.patterns ?? []).some((text) => /[0-9]/.test(without(text, constants)));
      }),
    );
  });
}

function without(text: string, constants: readonly string[]): string {
  return constants.reduce((left, constant) => (constant === "" ? left : left.replaceAll(constant, "")), text);
}
