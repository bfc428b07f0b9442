const firstMillis = 200;
const longestMillis = 20_000;

/** Full-jitter backoff before try number `attempt + 1`: anything from 0 up to a ceiling of 0.2 s, 0.4 s … 20 s. */
export function backoffMillis(attempt: number, random: () => number): number {
  return random() * Math.min(longestMillis, firstMillis * 2 ** (attempt - 1));
}
