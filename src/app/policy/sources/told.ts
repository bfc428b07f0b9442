/** `Sentence: a, b, c.`; nothing without names. */
export function told(sentence: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${sentence}: ${names.join(", ")}.`];
}
