/** Waits between readings of something that AWS makes true a moment after it said so, in milliseconds. */
const waits = [1000, 2000, 4000, 8000] as const;

/** Reads, and reads again after growing waits while the answer is still the old one: five times at most, within 15 s. */
export async function againAfter<T>(
  sleep: (millis: number) => Promise<void>,
  read: () => Promise<T>,
  isStill: (answer: T) => boolean,
): Promise<T> {
  let answer = await read();
  for (const wait of waits) {
    if (!isStill(answer)) return answer;
    await sleep(wait);
    answer = await read();
  }
  return answer;
}
