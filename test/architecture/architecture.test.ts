import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { house, type Room } from "./rooms.ts";
import { importsOf, type Source, sources, top } from "./sources.ts";

const all = sources();
const code = all.filter((source) => !source.isTest);
const manyFiles = /\/(checks|gaps|escalations|rules|commands)$/;

function roomOf(path: string): Room | undefined {
  return house.find((each) => path === each.room || path.startsWith(`${each.room}/`));
}

function isAllowed(room: Room, name: string): boolean {
  if (name.endsWith(".json") && name.startsWith(room.room)) return true;
  const target = house.find((each) => name === each.room || name.startsWith(`${each.room}/`));
  if (target !== undefined) {
    if (target.room === room.room) return true;
    return room.rooms.some((each) => target.room === each || target.room.startsWith(`${each}/`));
  }
  return room.packages.some((each) =>
    each.endsWith(":") ? name.startsWith(each) : name === each || name.startsWith(`${each}/`),
  );
}

function offences(files: readonly Source[], wrong: (file: Source) => readonly string[]): string[] {
  return files.flatMap((file) => wrong(file).map((what) => `${file.path}: ${what}`));
}

describe("the house", () => {
  it("has every file in a known room", () => {
    expect(offences(all, (file) => (roomOf(file.path) === undefined ? ["belongs to no room"] : []))).toEqual([]);
  });

  it("imports only what its rooms may import", () => {
    const wrong = offences(code, (file) => {
      const room = roomOf(file.path);
      return room === undefined ? [] : file.imports.filter((name) => !isAllowed(room, name));
    });
    expect(wrong).toEqual([]);
  });

  it("keeps the evaluators apart: demo never imports the product's engine, not even in a test's helper", () => {
    const demo = all.filter((file) => file.path.startsWith("demo/") && !file.isTest);
    expect(offences(demo, (file) => file.imports.filter((name) => name.startsWith("domain/iam")))).toEqual([]);
    expect(
      offences(code, (file) =>
        file.path.startsWith("domain/") ? file.imports.filter((n) => n.startsWith("demo")) : [],
      ),
    ).toEqual([]);
  });

  it("has no file over 400 lines and no crowded folder", () => {
    expect(
      offences(all, (file) => (file.text.split("\n").length > 401 ? [`${file.text.split("\n").length} lines`] : [])),
    ).toEqual([]);
    const perFolder = new Map<string, number>();
    for (const file of code) {
      const folder = file.path.slice(0, file.path.lastIndexOf("/"));
      perFolder.set(folder, (perFolder.get(folder) ?? 0) + 1);
    }
    expect([...perFolder].filter(([folder, count]) => count > 25 && !manyFiles.test(folder))).toEqual([]);
  });

  it("has no circle of imports, not even of types", () => {
    const known = new Map(code.map((file) => [file.path, file.imports]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
      else if (!done.has(path)) {
        for (const next of known.get(path) ?? []) if (known.has(next)) visit(next, [...trail, path]);
        done.add(path);
      }
    };
    for (const path of known.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it("reads the environment only in a face's config", () => {
    const reads = code.filter(
      (file) => file.text.includes("process.env") && !/^faces\/[^/]+\/config\.ts$/.test(file.path),
    );
    expect(reads.map((file) => file.path)).toEqual([]);
  });

  it("has no barrel, no default export, no any, no non-null assertion and no vague names", () => {
    const vague = /(^|\/)(utils?|helpers?|common|types|manager|service|misc)(\.ts|\/)/;
    expect(
      code
        .map((file) => file.path)
        .filter((path) => vague.test(path) || (path.endsWith("/index.ts") && path !== "index.ts")),
    ).toEqual([]);
    expect(offences(code, (file) => (/^export default /m.test(file.text) ? ["default export"] : []))).toEqual([]);
  });

  it("says one sentence above every export", () => {
    const silent = offences(
      code.filter((file) => !file.path.startsWith("demo/organizations/")),
      (file) => {
        const lines = file.text.split("\n");
        return lines.flatMap((line, at) => {
          if (!/^export (async )?(function|const|class|interface|type) [\w$]/.test(line)) return [];
          return (lines[at - 1] ?? "").trim().endsWith("*/") ? [] : [line.slice(0, 60)];
        });
      },
    );
    expect(silent).toEqual([]);
  });

  it("does not name the workplace it was made in", () => {
    const words = new RegExp(
      [
        ["farm", "studio"].join("-"),
        ["farm", "bench"].join("-"),
        ["/work/", "shared"].join(""),
        ["\\.\\./", "shared"].join(""),
        ["facts", "page"].join(" "),
      ].join("|"),
    );
    const found = readdirSync(top, { withFileTypes: true })
      .filter((entry) => !["node_modules", ".git", "dist", "build"].includes(entry.name))
      .flatMap((entry) =>
        entry.isDirectory()
          ? readdirSync(join(top, entry.name), { recursive: true, withFileTypes: true })
              .filter((each) => each.isFile())
              .map((each) => join(each.parentPath, each.name))
          : [join(top, entry.name)],
      )
      .filter((file) => /\.(ts|md|yaml|yml|json|js|tf|txt)$|\.ci\/run$/.test(file))
      .filter((file) => words.test(readFileSync(file, "utf8")));
    expect(found).toEqual([]);
  });

  it("finds imports in all their spellings", () => {
    const text = [
      'import { a } from "./a.ts";',
      'import "./b.ts";',
      'export { c } from "c";',
      'const d = await import("./d.ts");',
    ];
    expect(importsOf(text.join("\n"))).toEqual(["./a.ts", "c", "./b.ts", "./d.ts"]);
  });
});
