import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { fromBase64url } from "../../../domain/crypto/base64url.ts";
import type { Vault } from "../../../domain/custody/envelope/place.ts";
import { verifierKeyOf } from "../../../domain/ledger/note/signing-key.ts";
import type { VerifierKey } from "../../../domain/ledger/note/verifier-key.ts";
import type { VaultPlace } from "../../../world/store/backup/vault-place.ts";
import { readConfig as readBrokerConfig } from "../../broker/config.ts";
import { readConfig as readGateConfig } from "../../gate/config.ts";
import type { Invocation } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";

/**
 * The vault of the process whose configuration `--config` names; `null` without the flag. Throws `CLI_CONFIG_*`,
 * `GATE_CONFIG_FOREIGN`, `BROKER_CONFIG_FOREIGN`.
 */
export function vaultPlaceOf({ io, options }: Invocation): VaultPlace | null {
  const shown = options["config"];
  if (typeof shown !== "string") return null;
  const file = resolve(io.cwd, shown);
  const vault = vaultOf(file, shown);
  const config = vault === "P" ? readGateConfig(file) : readBrokerConfig(file);
  const { deployment, host, data, foreignPaths, logKey } = config;
  const origin = `${host}/${deployment}/${vault === "P" ? "gate" : "broker"}`;
  return { vault, deployment, origin, data, foreignPaths, verifier: logVerifier(logKey, origin) };
}

/** The same; a missing flag is a usage error. */
export function neededVaultPlace(invocation: Invocation, command: string): VaultPlace {
  const place = vaultPlaceOf(invocation);
  if (place === null) throw usageError(`${command} needs --config FILE: the gate's or the broker's configuration`);
  return place;
}

/** Whose configuration it is, by a key that only one of them has; its own reader judges the rest. */
function vaultOf(file: string, shown: string): Vault {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    const hint = "Check the path, and run it as the user to whom the configuration belongs.";
    throw new CodedError(cliErrors.CLI_CONFIG_UNREADABLE, { detail: `${shown}${reason}`, hint, cause });
  }
  const value = parsed(text, shown);
  const [isGate, isBroker] = ["publicUrl", "signKey"].map(
    (key) => typeof value === "object" && value !== null && Object.hasOwn(value, key),
  );
  if (isGate !== isBroker) return isGate === true ? "P" : "S";
  throw malformed(shown, "it is neither the gate's nor the broker's");
}

function parsed(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(shown, "not JSON");
  }
}

/** The log's public key out of its key file; `null` where this user may not read it or it is not there. */
function logVerifier(file: string, origin: string): VerifierKey | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return null;
  }
  const seed = fromBase64url(text.replace(/[\r\n]+$/, ""));
  if (seed?.length !== 32) throw malformed(file, "the log's key is one line, base64url of 32 bytes");
  return verifierKeyOf("log", { name: origin, seed: new Secret(seed) });
}

function malformed(shown: string, detail: string): CodedError {
  const hint = "Name gate.json or broker.json as `rootward custody init` wrote it.";
  return new CodedError(cliErrors.CLI_CONFIG_MALFORMED, { detail: `${shown}: ${detail}`, hint });
}
