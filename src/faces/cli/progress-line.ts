import type { Io } from "./io.ts";
import type { Settings } from "./settings/resolved.ts";

/** Shows how far long work is: one line rewritten on a terminal, a line every ten seconds elsewhere. */
export interface ProgressLine {
  readonly show: (text: string) => void;
  /** Clears the line, so that what follows starts on a clean one. */
  readonly end: () => void;
}

const everyMillis = { terminal: 100, plain: 10_000 };

/** A progress line on standard error, silent with --no-progress and --quiet. */
export function progressLine(io: Io, settings: Settings): ProgressLine {
  if (settings.is("noProgress") || settings.is("quiet")) return { show: () => {}, end: () => {} };
  let last = io.now();
  let shown = false;
  return {
    show: (text) => {
      const now = io.now();
      if (now - last < (io.terminal.err ? everyMillis.terminal : everyMillis.plain)) return;
      last = now;
      shown = true;
      io.err(io.terminal.err ? `\r\u001b[2K${text.slice(0, Math.max(20, io.columns - 1))}` : `${text}\n`);
    },
    end: () => {
      if (shown && io.terminal.err) io.err("\r\u001b[2K");
      shown = false;
    },
  };
}
