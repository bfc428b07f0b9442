import { type GateRouteName, gateRoutes } from "../../contract/gate-routes.ts";

/** A route that an address names, with the parameters of its path. */
export interface Matched {
  readonly name: GateRouteName;
  readonly params: Readonly<Record<string, string>>;
}

const names = Object.keys(gateRoutes) as GateRouteName[];
const table = names.map((name) => ({ name, method: gateRoutes[name].method, parts: gateRoutes[name].path.split("/") }));

/** The route of a method and path; `null` when there is none. Parameters are decoded once and never hold a slash. */
export function matchRoute(method: string, path: string): Matched | null {
  const parts = path.split("/");
  for (const row of table) {
    if (row.method !== method || row.parts.length !== parts.length) continue;
    const params = paramsOf(row.parts, parts);
    if (params !== null) return { name: row.name, params };
  }
  return null;
}

function paramsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [at, wanted] of pattern.entries()) {
    const part = parts[at] ?? "";
    if (!wanted.startsWith("{")) {
      if (wanted !== part) return null;
      continue;
    }
    const value = decoded(part);
    if (value === null || !/^[A-Za-z0-9:._-]{1,100}$/.test(value)) return null;
    params[wanted.slice(1, -1)] = value;
  }
  return params;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
