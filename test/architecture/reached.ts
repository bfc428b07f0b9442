import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { importsOf, top } from "./sources.ts";

/** Everything that a process can load once it is started. */
export interface Reached {
  /** Lines that run, by file under `src/`. */
  readonly lines: ReadonlyMap<string, number>;
  /** Lines that say nothing of what the process does. */
  readonly ofThese: { readonly imports: number; readonly errorTexts: number; readonly brackets: number };
  /** Node's own modules that our files import, without `node:`. */
  readonly node: readonly string[];
  /** Packages that our files import, by name. */
  readonly direct: readonly string[];
  /** The same with the packages that those depend on. */
  readonly packages: readonly string[];
}

/** What runs of a source text: types erased by Node's own eraser, without comments. */
export function running(text: string): string {
  return stripTypeScriptTypes(text)
    .replace(/^\s*\/\*[\s\S]*?\*\//gm, "")
    .replace(/^\s*\/\/.*$/gm, "");
}

/** Follows every import that is left once types are erased, also those that wait inside a function. */
export function reachedFrom(entry: string): Reached {
  const src = join(top, "src");
  const lines = new Map<string, number>();
  const direct = new Set<string>();
  const node = new Set<string>();
  const ofThese = { imports: 0, errorTexts: 0, brackets: 0 };
  const visit = (path: string): void => {
    if (lines.has(path)) return;
    const text = readFileSync(join(src, path), "utf8");
    const code = path.endsWith(".ts") ? running(text) : "";
    lines.set(path, code.split("\n").filter((line) => line.trim() !== "").length);
    const count = (these: string): number => these.split("\n").filter((line) => line.trim() !== "").length;
    ofThese.imports += (code.match(/^import[\s\S]*?;$/gm) ?? []).reduce((sum, each) => sum + count(each), 0);
    ofThese.errorTexts += /(^|\/)errors\.ts$/.test(path) ? count(code) : 0;
    ofThese.brackets += (code.match(/^\s*[\])}]+[;,]*\s*$/gm) ?? []).length;
    for (const name of importsOf(code)) {
      if (name.startsWith(".")) visit(relative(src, resolve(dirname(join(src, path)), name)).replaceAll("\\", "/"));
      else if (name.startsWith("node:")) node.add(name.slice(5));
      else direct.add(packageOf(name));
    }
  };
  visit(entry);
  return {
    lines,
    ofThese,
    node: [...node].toSorted(),
    direct: [...direct].toSorted(),
    packages: [...withDependencies(direct)].toSorted(),
  };
}

/** The room of a file: two folders deep, three where a room has rooms. */
export function roomOfReached(path: string): string {
  const depth = /^(domain\/custody|world\/store)\//.test(path) ? 3 : 2;
  return path.split("/").slice(0, depth).join("/");
}

function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

function withDependencies(names: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const file = join(top, "node_modules", name, "package.json");
    const { dependencies = {} } = JSON.parse(readFileSync(file, "utf8")) as { dependencies?: Record<string, string> };
    for (const each of Object.keys(dependencies)) visit(each);
  };
  for (const name of names) visit(name);
  return found;
}
