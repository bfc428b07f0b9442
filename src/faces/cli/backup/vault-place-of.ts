import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { fromBase64url } from "../../../domain/crypto/base64url.ts";
import { verifierKeyOf } from "../../../domain/ledger/note/signing-key.ts";
import type { VerifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import type { VaultPlace } from "../../../world/store/backup/vault-place.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";

/** What a backup needs of a process's configuration; the process itself judges the rest. */
const processFields = z.looseObject({
  deployment: z.string().regex(/^[a-z0-9-]{1,63}$/),
  host: z.string().min(1),
  data: z.string().min(1),
  logKey: z.string().min(1),
  foreignPaths: z.array(z.string().min(1)),
  /** Only the broker has one. */
  signKey: z.string().optional(),
  /** Only the gate has one. */
  publicUrl: z.string().optional(),
});

/** The vault of the process whose configuration `--config` names; `null` without the flag. Throws `CLI_CONFIG_*`. */
export function vaultPlaceOf({ io, options }: Invocation): VaultPlace | null {
  const shown = options["config"];
  if (typeof shown !== "string") return null;
  const file = resolve(io.cwd, shown);
  const { deployment, host, data, logKey, foreignPaths, signKey, publicUrl } = read(file, shown);
  if ((signKey === undefined) === (publicUrl === undefined)) {
    throw malformed(shown, "it is neither the gate's nor the broker's: one has publicUrl, the other signKey");
  }
  const vault = signKey === undefined ? "P" : "S";
  const origin = `${host}/${deployment}/${vault === "P" ? "gate" : "broker"}`;
  const at = (path: string): string => resolve(dirname(file), path);
  const verifier = logVerifier(at(logKey), origin);
  return { vault, deployment, origin, data: at(data), foreignPaths: foreignPaths.map(at), verifier };
}

/** The same; a missing flag is a usage error. */
export function neededVaultPlace(invocation: Invocation, command: string): VaultPlace {
  const place = vaultPlaceOf(invocation);
  if (place === null) throw usageError(`${command} needs --config FILE: the gate's or the broker's configuration`);
  return place;
}

function read(file: string, shown: string): z.infer<typeof processFields> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    const hint = "Check the path, and run it as the user to whom the configuration belongs.";
    throw new CodedError(cliErrors.CLI_CONFIG_UNREADABLE, { detail: `${shown}${reason}`, hint, cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed(shown, "not JSON");
  }
  const parsed = processFields.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw malformed(shown, `${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? "unfit"}`);
}

/** The log's public key out of its key file; `null` where this user may not read it or it is not there. */
function logVerifier(file: string, origin: string): VerifierKey | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return null;
  }
  const seed = fromBase64url(text.replace(/\r?\n$/, ""));
  if (seed?.length !== 32) throw malformed(file, "the log's key is one line, base64url of 32 bytes");
  return verifierKeyOf("log", { name: origin, seed: new Secret(seed) });
}

function malformed(shown: string, detail: string): CodedError {
  const hint = "Name gate.json or broker.json as `rootward custody init` wrote it.";
  return new CodedError(cliErrors.CLI_CONFIG_MALFORMED, { detail: `${shown}: ${detail}`, hint });
}
