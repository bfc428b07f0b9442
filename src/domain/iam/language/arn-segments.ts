/**
 * Cuts an ARN or an ARN pattern at its first five colons; the last segment keeps its own colons and slashes. Colons
 * inside `${…}` do not count when `variables` is set. Null when there are fewer than six segments.
 */
export function arnSegments(text: string, variables: boolean): readonly string[] | null {
  const segments: string[] = [];
  let start = 0;
  let isInside = false;
  for (let index = 0; index < text.length && segments.length < 5; index += 1) {
    const letter = text[index];
    if (variables && letter === "$" && text[index + 1] === "{") isInside = true;
    else if (isInside && letter === "}") isInside = false;
    else if (letter === ":" && !isInside) {
      segments.push(text.slice(start, index));
      start = index + 1;
    }
  }
  if (segments.length < 5) return null;
  segments.push(text.slice(start));
  return segments;
}
