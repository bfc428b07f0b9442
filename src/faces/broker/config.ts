import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { CodedError } from "../../domain/core/coded-error.ts";
import { brokerStartErrors } from "./errors.ts";

const path = z.string().min(1).max(4096);

const configSchema = z.strictObject({
  deployment: z.string().regex(/^[a-z0-9-]{1,63}$/),
  host: z.string().min(1).max(253),
  separation: z.enum(["users", "none"]),
  user: z.string().min(1).max(64).optional(),
  data: path,
  hostIdFile: path,
  signKey: path,
  doorKey: path,
  logKey: path,
  socket: path,
  /** Custodians reach it here, past the gate. */
  door: z.strictObject({ host: z.string().min(1), port: z.int().min(0).max(65_535) }).optional(),
  /** SHA-256 of the key that a gate on another host shows at the door; there it may say what it says at the socket. */
  gateSpki: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  kek: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("shamir") }),
    z.strictObject({ kind: z.literal("age-file"), file: path, passphraseFile: path.optional() }),
  ]),
  /** What is the gate's: a broker that can open one of these does not start. */
  foreignPaths: z.array(path).max(100),
  clock: z.strictObject({
    ntp: z.array(z.string().min(1)).max(10),
    https: z.array(z.string().regex(/^https?:\/\//)).max(10),
    /** Nobody is asked: the clock stays unknown. */
    none: z.literal(true).optional(),
  }),
  /** The broker's own way to its people: takes `{"text": …}`; the key of its server is pinned. */
  notify: z
    .strictObject({
      url: z.string().regex(/^https:\/\//),
      /** SHA-256 of the server's SubjectPublicKeyInfo, base64url. */
      pin: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
      /** Addresses or networks that are not public and are meant. */
      allow: z.array(z.string()).max(20).default([]),
    })
    .optional(),
  witnesses: z
    .array(z.strictObject({ url: z.string().min(1), vkey: z.string().min(1).max(512) }))
    .max(20)
    .optional(),
  rehearsal: z.literal(true).optional(),
});

/** A broker's configuration; paths are absolute. */
export type BrokerConfig = Readonly<z.infer<typeof configSchema>>;

/** Reads `broker.json`; paths in it are relative to it. Throws `BROKER_CONFIG_FOREIGN`. */
export function readConfig(file: string): BrokerConfig {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw foreign(file, error instanceof Error ? error.message.slice(0, 200) : "unreadable");
  }
  const read = configSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const key = issue?.code === "unrecognized_keys" ? issue.keys.join(", ") : (issue?.path.join(".") ?? "");
    throw foreign(file, `${key}: ${issue?.message ?? ""}`);
  }
  const config = read.data;
  // The name is in every digest and envelope: nothing of a rehearsal passes in a real deployment.
  const isRehearsal = config.deployment.startsWith("rehearsal-");
  if ((config.separation === "none") !== isRehearsal || (config.rehearsal === true) !== isRehearsal) {
    throw foreign(file, "separation: `none` is for rehearsals, whose names begin with rehearsal-");
  }
  const at = (relative: string): string => resolve(dirname(file), relative);
  const { kek } = config;
  return {
    ...config,
    data: at(config.data),
    hostIdFile: at(config.hostIdFile),
    signKey: at(config.signKey),
    doorKey: at(config.doorKey),
    logKey: at(config.logKey),
    socket: at(config.socket),
    foreignPaths: config.foreignPaths.map(at),
    kek:
      kek.kind === "shamir"
        ? kek
        : {
            ...kek,
            file: at(kek.file),
            ...(kek.passphraseFile === undefined ? {} : { passphraseFile: at(kek.passphraseFile) }),
          },
  };
}

/** The variables of the environment that the broker reads. */
export function brokerEnvironment(): { readonly nodeOptions: string; readonly passphraseFile: string | undefined } {
  return {
    nodeOptions: process.env["NODE_OPTIONS"] ?? "",
    passphraseFile: process.env["ROOTWARD_PASSPHRASE_FILE"],
  };
}

function foreign(file: string, detail: string): CodedError {
  return new CodedError(brokerStartErrors.BROKER_CONFIG_FOREIGN, { detail, position: { file } });
}
