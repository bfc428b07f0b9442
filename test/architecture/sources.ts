import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's top folder. */
export const top = fileURLToPath(new URL("../../", import.meta.url));

/** One source file with its imports. */
export interface Source {
  /** Path under `src/`, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Paths under `src/`, or package names. */
  readonly imports: readonly string[];
  readonly isTest: boolean;
}

/** Every TypeScript file under `src/`. */
export function sources(): readonly Source[] {
  const src = join(top, "src");
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const text = readFileSync(file, "utf8");
      return {
        path: relative(src, file).replaceAll("\\", "/"),
        text,
        imports: importsOf(text).map((name) =>
          name.startsWith(".") ? relative(src, resolve(dirname(file), name)).replaceAll("\\", "/") : name,
        ),
        isTest: /(\.test|-for-test)\.ts$/.test(entry.name),
      };
    });
}

/** Names in `import … from`, `export … from`, `import "…"` and `import("…")`. */
export function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "");
  const found = [
    ...code.matchAll(/^\s*(?:import|export)\s[^"';]*?from\s*["']([^"']+)["']/gm),
    ...code.matchAll(/^\s*import\s*["']([^"']+)["']/gm),
    ...code.matchAll(/\bimport\(\s*["']([^"']+)["']/g),
  ];
  return found.map((match) => match[1] ?? "");
}
