// The core of the HTTP contract: a route is one row, and everything typed about it is read off the row.
import type { z } from "zod";

/** One row: what is called how, what goes in, what comes out. */
export interface Route<P extends string = string, B extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** E.g. `/v1/requests/{id}`. */
  readonly path: P;
  /** What is in the query of a GET, in the body of the others; all values of a query are text. */
  readonly body: B;
  readonly reply: R;
  /** Whether it needs a session. */
  readonly isOpen: boolean;
  readonly maxBodyBytes: number;
}

/** The names in braces of a path. */
export type ParamsOf<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsOf<Rest>
  : never;

/** What a caller hands in: each parameter of the path, and the body. */
export interface CallInput<T extends Route> {
  readonly params: Readonly<Record<ParamsOf<T["path"]>, string>>;
  readonly body: z.input<T["body"]>;
}

/** What a call gives. */
export type ReplyOf<T extends Route> = z.output<T["reply"]>;

/** A call that is ready to be sent. */
export interface Call<R extends z.ZodType> {
  readonly method: Route["method"];
  /** Path and query. */
  readonly target: string;
  /** `null` for a GET. */
  readonly body: unknown;
  readonly reply: R;
}

/** Declares a route; the type keeps its path and schemas. */
export function route<const P extends string, B extends z.ZodType, R extends z.ZodType>(
  method: Route["method"],
  path: P,
  body: B,
  reply: R,
  { isOpen = false, maxBodyBytes = 1024 * 1024 }: Partial<Pick<Route, "isOpen" | "maxBodyBytes">> = {},
): Route<P, B, R> {
  return { method, path, body, reply, isOpen, maxBodyBytes };
}

/** The call of a route with these parameters and this body. */
export function callOf<T extends Route>(to: T, { params, body }: CallInput<T>): Call<T["reply"]> {
  const known: Readonly<Record<string, string>> = params;
  const path = to.path.replaceAll(/\{([a-zA-Z]+)\}/g, (_, name: string) => encodeURIComponent(known[name] ?? ""));
  if (to.method !== "GET") return { method: to.method, target: path, body, reply: to.reply };
  const query = new URLSearchParams(queryPairs(body)).toString();
  return { method: "GET", target: query === "" ? path : `${path}?${query}`, body: null, reply: to.reply };
}

function queryPairs(body: unknown): [string, string][] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [],
  );
}

/** The same value, promised not to be changed. */
export type Frozen<T> = T extends readonly (infer E)[]
  ? readonly Frozen<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;
