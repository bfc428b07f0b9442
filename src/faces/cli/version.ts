import { readFileSync } from "node:fs";

/** The version in package.json. */
export function version(): string {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  const found: unknown = JSON.parse(text);
  const value = typeof found === "object" && found !== null && "version" in found ? found.version : null;
  return typeof value === "string" ? value : "unknown";
}
