/** Steps from the top of a JSON value: keys and list positions (from 0). */
export type JsonPath = readonly (string | number)[];

/** A path as people read it: `Statement[0].Condition.Bool["aws:MultiFactorAuthPresent"]`; empty for the top. */
export function pathText(path: JsonPath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
