import type { Io } from "../io.ts";

/** From so many seconds on a countdown warns, by word and shape. */
const lowSeconds = 7;

/**
 * Counts down on standard error: one line rewritten each second on a terminal, one line in all elsewhere. Ends when the time
 * is over; returns `false` when Ctrl-C ended it.
 */
export async function countDown(io: Io, { untilMs, text, isWarning }: Countdown): Promise<boolean> {
  const left = (): number => Math.max(0, Math.ceil((untilMs - io.now()) / 1000));
  if (!io.terminal.err) io.err(`${text(left())}\n`);
  while (io.now() < untilMs && !io.signal.aborted) {
    if (io.terminal.err) io.err(`\r\u001b[2K${line(text(left()), left(), isWarning).slice(0, lineWidth(io.columns))}`);
    await pause(Math.min(1000, Math.max(20, untilMs - io.now())), io.signal);
  }
  if (io.terminal.err) io.err("\r\u001b[2K");
  return !io.signal.aborted;
}

/** What is counted. */
export interface Countdown {
  /** Until when, on this computer's clock in Unix milliseconds. */
  readonly untilMs: number;
  readonly text: (secondsLeft: number) => string;
  /** Whether the end is a loss, so that a person should hurry. */
  readonly isWarning: boolean;
}

/** A terminal that does not tell its width is taken for an ordinary one. */
function lineWidth(columns: number): number {
  return columns < 20 ? 79 : columns - 1;
}

function line(text: string, seconds: number, isWarning: boolean): string {
  return isWarning && seconds <= lowSeconds ? `!! HURRY !! ${text}` : text;
}

/** Waits, or less when Ctrl-C comes. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
