import { ansiStyle, plainStyle, type TextStyle } from "../../report/text/text-style.ts";
import type { Io } from "../io.ts";
import type { Settings } from "../settings/resolved.ts";

/** Whether to colour: a flag beats FORCE_COLOR, that NO_COLOR, that TERM=dumb, that CI, that the terminal. */
export function textStyleOf(io: Io, settings: Settings, toFile: boolean): TextStyle {
  const columns = Math.max(40, Math.min(io.columns, 140));
  return isColoured(io, settings, toFile) ? ansiStyle(columns) : plainStyle(columns);
}

function isColoured(io: Io, settings: Settings, toFile: boolean): boolean {
  if (settings.is("noColor")) return false;
  if (settings.is("color")) return true;
  if (toFile) return false;
  const { env } = io;
  if (env["FORCE_COLOR"] !== undefined) return env["FORCE_COLOR"] !== "0";
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  if (env["TERM"] === "dumb" || env["CI"] !== undefined) return false;
  return io.terminal.out;
}
