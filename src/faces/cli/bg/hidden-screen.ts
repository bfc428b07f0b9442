import type { Io } from "../io.ts";

const enterAlternate = "\u001b[?1049h\u001b[H\u001b[2J";
const leaveAlternate = "\u001b[?1049l";

/** Shows something on a screen of its own that leaves nothing in the terminal's history; left however the work ends. */
export async function onHiddenScreen<T>(io: Io, text: string, work: () => Promise<T>): Promise<T> {
  io.out(`${enterAlternate}${text}`);
  try {
    return await work();
  } finally {
    io.out(leaveAlternate);
  }
}

/** Whether such a screen can be used: a person looks at both streams and wants nothing kept. */
export function canHide(io: Io, isPrint: boolean): boolean {
  return !isPrint && io.terminal.in && io.terminal.out && io.terminal.err && io.env["TERM"] !== "dumb";
}
