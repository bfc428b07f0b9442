import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { CodedError } from "../../domain/core/coded-error.ts";
import { Secret } from "../../domain/core/secret.ts";
import { readBase64urlBytes } from "../../domain/custody/frame/base64url-bytes.ts";
import { accountField, deploymentField } from "../../domain/custody/documents/fields.ts";
import { courierStartErrors } from "./errors.ts";

const path = z.string().min(1).max(4096);
const pin = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** What every Ed25519 SubjectPublicKeyInfo begins with (RFC 8410), then 32 bytes. */
const spki = z.string().regex(/^MCowBQYDK2VwAyEA[A-Za-z0-9_-]{43}$/);
const roleArn = z.string().regex(/^arn:(?:aws|aws-cn|aws-us-gov):iam::[0-9]{12}:role\/[\w+=,.@/-]{1,512}$/);

const configSchema = z
  .strictObject({
    deployment: deploymentField,
    separation: z.enum(["users", "none"]),
    user: z.string().min(1).max(64).optional(),
    /** Ed25519 SubjectPublicKeyInfo of the broker's signing key, base64url: the one word that is believed. */
    brokerSpki: spki,
    management: accountField,
    region: z
      .string()
      .regex(/^[a-z]{2}(?:-[a-z]+)+-[0-9]$/)
      .optional(),
    /** A profile of the AWS configuration; left out for the default chain of the SDK. */
    profile: z.string().min(1).max(200).optional(),
    endpointUrl: z.url({ protocol: /^https?$/ }).optional(),
    roles: z.strictObject({ rootTask: roleArn, contacts: roleArn, orgFeature: roleArn }),
    /** Where a gate on this host reaches it. */
    socket: path.optional(),
    /** Where a gate on another host reaches it: TLS 1.3, both keys pinned. */
    door: z
      .strictObject({ host: z.string().min(1), port: z.int().min(0).max(65_535), key: path, gateSpki: pin })
      .optional(),
    /** What is the gate's and the broker's: a courier that can open one of these does not start. */
    foreignPaths: z.array(path).max(100),
    rehearsal: z.literal(true).optional(),
  })
  .refine(({ socket, door }) => (socket === undefined) !== (door === undefined), {
    message: "either this or door",
    path: ["socket"],
  });

/** A courier's configuration; paths are absolute. */
export type CourierConfig = Readonly<z.infer<typeof configSchema>>;

/** Reads `courier.json`; paths in it are relative to it. Throws `COURIER_CONFIG_FOREIGN`. */
export function readConfig(file: string): CourierConfig {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw foreign(file, error instanceof Error && "code" in error ? String(error.code) : "it is no JSON");
  }
  const read = configSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const keys = issue?.code === "unrecognized_keys" ? [issue.keys.join(", ")] : [];
    const key = [...(issue?.path ?? []), ...keys].join(".");
    throw foreign(file, `${key}: ${issue?.message ?? ""}`);
  }
  const config = read.data;
  const isRehearsal = config.deployment.startsWith("rehearsal-");
  if ((config.separation === "none") !== isRehearsal || (config.rehearsal === true) !== isRehearsal) {
    throw foreign(file, "separation: `none` is for rehearsals, whose names begin with rehearsal-");
  }
  const partition = config.management.slice(0, config.management.indexOf(":"));
  const other = Object.entries(config.roles).find(([, arn]) => !arn.startsWith(`arn:${partition}:`));
  if (other !== undefined) throw foreign(file, `roles.${other[0]}: another partition than ${config.management}`);
  const at = (relative: string): string => resolve(dirname(file), relative);
  const { socket, door } = config;
  return {
    ...config,
    ...(socket === undefined ? {} : { socket: at(socket) }),
    ...(door === undefined ? {} : { door: { ...door, key: at(door.key) } }),
    foreignPaths: config.foreignPaths.map(at),
  };
}

/** The key of the courier's door: 32 bytes, one line of base64url. Throws `COURIER_CONFIG_FOREIGN`. */
export function readDoorKey(file: string): Secret<Uint8Array> {
  let text: string;
  let mode: number;
  try {
    ({ mode } = statSync(file));
    text = readFileSync(file, "latin1").trimEnd();
  } catch (error) {
    throw foreign(file, error instanceof Error && "code" in error ? String(error.code) : "unreadable");
  }
  if (process.platform !== "win32" && (mode & 0o077) !== 0) throw foreign(file, "door.key: others may open it");
  const key = readBase64urlBytes(new TextEncoder().encode(text));
  if (key?.length !== 32) throw foreign(file, "door.key: no key of 32 bytes in base64url");
  // Random bytes repeat a little; a key typed by hand or left at zero repeats a lot.
  if (new Set(key).size < 12) throw foreign(file, "door.key: not a random key");
  return new Secret(key);
}

/** The variables of the environment that the courier itself reads; the AWS SDK reads its own. */
export function courierEnvironment(): { readonly nodeOptions: string } {
  return { nodeOptions: process.env["NODE_OPTIONS"] ?? "" };
}

function foreign(file: string, detail: string): CodedError {
  return new CodedError(courierStartErrors.COURIER_CONFIG_FOREIGN, {
    detail: detail.slice(0, 300),
    position: { file },
  });
}
