import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { CodedError } from "../../domain/core/coded-error.ts";
import { gateStartErrors } from "./errors.ts";

const path = z.string().min(1).max(4096);
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/);
const allow = z.array(z.string().min(2).max(60)).max(20).default([]);
const pin = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .optional();
const webAddress = z.url({ protocol: /^https?$/ }).max(2000);
const mailbox = z
  .string()
  .regex(/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u)
  .max(254);

/** Secrets stand in files of their own, never in here. */
const routeSchema = z.discriminatedUnion("kind", [
  /** With Slack the whole address is the secret. */
  z.strictObject({ kind: z.literal("slack"), name, urlFile: path, allow, pin }),
  z.strictObject({
    kind: z.literal("pagerduty"),
    name,
    url: webAddress.default("https://events.pagerduty.com/v2/enqueue"),
    routingKeyFile: path,
    allow,
    pin,
  }),
  z.strictObject({ kind: z.literal("webhook"), name, url: webAddress, secretFile: path, allow, pin }),
  z.strictObject({
    kind: z.literal("smtp"),
    name,
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535),
    tls: z.enum(["tls", "starttls", "none"]).default("starttls"),
    user: z.string().min(1).max(254).optional(),
    passwordFile: path.optional(),
    caFile: path.optional(),
    from: mailbox,
    to: z.array(mailbox).min(1).max(50),
  }),
]);

/** One route of the configuration. */
export type RouteConfig = Readonly<z.infer<typeof routeSchema>>;

const doorField = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  spki: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** The gate's own key for that door. */
  key: path,
});

const configSchema = z.strictObject({
  deployment: z.string().regex(/^[a-z0-9-]{1,63}$/),
  host: z.string().min(1).max(253),
  separation: z.enum(["users", "none"]),
  user: z.string().min(1).max(64).optional(),
  data: path,
  kek: path,
  logKey: path,
  listen: z.strictObject({
    host: z.string().min(1).max(253),
    port: z.int().min(0).max(65_535),
    /** PEM files. Without them only this machine is listened to: a proxy there brings TLS. */
    tls: z.strictObject({ cert: path, key: path }).optional(),
    /** A proxy on this machine names the caller in `X-Forwarded-For`. */
    proxy: z.literal(true).optional(),
  }),
  publicUrl: z.url({ protocol: /^https?$/ }).max(500),
  broker: z.union([z.strictObject({ socket: path }), doorField]),
  /** What opens AWS sessions for the broker's receipts: at a socket here, or at a door elsewhere. */
  courier: z.union([z.strictObject({ socket: path }), doorField]).optional(),
  foreignPaths: z.array(path).max(100),
  notify: z.strictObject({ routes: z.array(routeSchema).max(20) }),
  /** Servers elsewhere that keep this log's checkpoints. */
  witnesses: z
    .array(z.strictObject({ url: webAddress, vkey: z.string().min(1).max(512) }))
    .max(20)
    .optional(),
  anchors: z
    .strictObject({ git: z.strictObject({ dir: path, remote: z.string().min(1).max(1000) }).optional() })
    .optional(),
  /** Calls per minute. */
  limits: z
    .strictObject({
      perAddress: z.int().min(1).max(100_000).default(6000),
      /** An import of 1,000 items is some 2,000 calls, made as fast as they are answered. */
      perPerson: z.int().min(1).max(100_000).default(3000),
      signIns: z.int().min(1).max(100_000).default(1200),
    })
    .default({ perAddress: 6000, perPerson: 3000, signIns: 1200 }),
  rehearsal: z.literal(true).optional(),
});

/** A gate's configuration; paths are absolute. */
export type GateConfig = Readonly<z.infer<typeof configSchema>>;

/** Reads `gate.json`; paths in it are relative to it. Throws `GATE_CONFIG_FOREIGN`. */
export function readConfig(file: string): GateConfig {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw foreign(file, error instanceof Error && "code" in error ? String(error.code) : "it is no JSON");
  }
  const read = configSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const key = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : (issue?.path.join(".") ?? "");
    throw foreign(file, `${key}: ${issue?.message ?? ""}`);
  }
  const why = contradiction(read.data);
  if (why !== null) throw foreign(file, why);
  return absolute(read.data, (relative) => resolve(dirname(file), relative));
}

/** The variables of the environment that the gate reads. */
export function gateEnvironment(): {
  readonly nodeOptions: string;
  readonly git: Readonly<Record<string, string | undefined>>;
} {
  const { PATH, HOME, SSH_AUTH_SOCK, GIT_SSH_COMMAND } = process.env;
  return { nodeOptions: process.env["NODE_OPTIONS"] ?? "", git: { PATH, HOME, SSH_AUTH_SOCK, GIT_SSH_COMMAND } };
}

/** Whether an address is this machine's own. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.[0-9]{1,3}){3}$/.test(host);
}

function contradiction({ deployment, separation, rehearsal, listen, publicUrl, notify }: GateConfig): string | null {
  // The name is in every digest and envelope: nothing of a rehearsal passes in a real deployment.
  const isRehearsal = deployment.startsWith("rehearsal-");
  if ((separation === "none") !== isRehearsal || (rehearsal === true) !== isRehearsal) {
    return "separation: `none` is for rehearsals, whose names begin with rehearsal-";
  }
  if (listen.tls === undefined && !isLoopback(listen.host)) {
    return "listen: without TLS only on this machine; name certificate and key, or let a proxy here bring TLS";
  }
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === "http:" && !isLoopback(hostname.replace(/^\[(.*)\]$/, "$1"))) return "publicUrl: not https";
  const names = notify.routes.map((route) => route.name);
  if (new Set(names).size < names.length) return "notify: two routes of one name";
  return null;
}

function absolute(config: GateConfig, at: (relative: string) => string): GateConfig {
  const { listen, broker, courier, notify, anchors } = config;
  const place = (each: typeof broker) =>
    "socket" in each ? { socket: at(each.socket) } : { ...each, key: at(each.key) };
  return {
    ...config,
    data: at(config.data),
    kek: at(config.kek),
    logKey: at(config.logKey),
    listen: {
      ...listen,
      ...(listen.tls === undefined ? {} : { tls: { cert: at(listen.tls.cert), key: at(listen.tls.key) } }),
    },
    publicUrl: config.publicUrl.replace(/\/$/, ""),
    broker: place(broker),
    ...(courier === undefined ? {} : { courier: place(courier) }),
    foreignPaths: config.foreignPaths.map((each) => at(each)),
    ...(anchors?.git === undefined ? {} : { anchors: { git: { ...anchors.git, dir: at(anchors.git.dir) } } }),
    notify: { routes: notify.routes.map((route) => absoluteRoute(route, at)) },
  };
}

function absoluteRoute(route: RouteConfig, at: (relative: string) => string): RouteConfig {
  switch (route.kind) {
    case "slack":
      return { ...route, urlFile: at(route.urlFile) };
    case "pagerduty":
      return { ...route, routingKeyFile: at(route.routingKeyFile) };
    case "webhook":
      return { ...route, secretFile: at(route.secretFile) };
    case "smtp": {
      const { passwordFile, caFile } = route;
      return {
        ...route,
        ...(passwordFile === undefined ? {} : { passwordFile: at(passwordFile) }),
        ...(caFile === undefined ? {} : { caFile: at(caFile) }),
      };
    }
  }
}

function foreign(file: string, detail: string): CodedError {
  return new CodedError(gateStartErrors.GATE_CONFIG_FOREIGN, { detail: detail.slice(0, 300), position: { file } });
}
