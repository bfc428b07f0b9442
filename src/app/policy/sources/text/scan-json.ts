import { type JsonPath, pathText } from "../../../../domain/iam/language/json-path.ts";
import { endOfString, stringText } from "./json-string.ts";

/** What `JSON.parse` does not tell: the first key that stands a second time in its object, and nesting out of bounds. */
export interface JsonScan {
  readonly duplicate: { readonly key: string; readonly offset: number; readonly path: string } | null;
  readonly tooDeep: number | null;
}

interface Level {
  isObject: boolean;
  readonly keys: Set<string>;
  step: string | number;
  wantsKey: boolean;
}

/** Reads a text once, whether it is JSON or not; work and memory are linear in its length. */
export function scanJson(text: string, deepest: number): JsonScan {
  const levels: Level[] = [];
  let depth = 0;
  let duplicate: JsonScan["duplicate"] = null;
  let level: Level | undefined;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: {
        const end = endOfString(text, at);
        if (level?.isObject === true && level.wantsKey) {
          const key = stringText(text.slice(at, end));
          level.wantsKey = false;
          level.step = key;
          if (level.keys.has(key)) {
            duplicate ??= { key, offset: at, path: pathText(pathOf(levels, depth)) };
          } else level.keys.add(key);
        }
        at = end - 1;
        break;
      }
      case 0x7b:
      case 0x5b: {
        if (depth === deepest) return { duplicate, tooDeep: at };
        const isObject = text.charCodeAt(at) === 0x7b;
        level = levels[depth] ?? { isObject, keys: new Set(), step: 0, wantsKey: true };
        levels[depth] = level;
        depth += 1;
        level.isObject = isObject;
        level.step = 0;
        level.wantsKey = true;
        if (level.keys.size > 0) level.keys.clear();
        break;
      }
      case 0x7d:
      case 0x5d:
        if (depth > 0) depth -= 1;
        level = depth === 0 ? undefined : levels[depth - 1];
        break;
      case 0x2c:
        if (level === undefined) break;
        if (level.isObject) level.wantsKey = true;
        else if (typeof level.step === "number") level.step += 1;
        break;
    }
  }
  return { duplicate, tooDeep: null };
}

function pathOf(levels: readonly Level[], depth: number): JsonPath {
  return levels.slice(0, depth).map(({ step }) => step);
}
