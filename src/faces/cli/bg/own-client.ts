import { randomBytes } from "node:crypto";
import type { Door } from "../../../app/custody/client/ports/door.ts";
import type { ClientDeps } from "../../../app/custody/client/ports/client-deps.ts";
import type { ReadinessGate } from "../../../app/custody/client/ports/readiness.ts";
import type { OwnIdentity } from "../../../app/custody/client/ports/identity.ts";
import { type Entered, enter } from "../../../app/custody/client/signing/enter.ts";
import { keptRules } from "../../../app/custody/client/stop/at-the-door.ts";
import { clientErrors } from "../../../app/custody/client/errors.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { openBrokerClient } from "../../../world/broker-client/open-broker-client.ts";
import { keepChains, readKeptChains } from "../../../world/identity/kept-chains.ts";
import type { Identity } from "../../../world/identity/open-identity.ts";
import { openOwnRequests } from "../../../world/identity/own-requests.ts";
import { age } from "../../../world/sealing/age.ts";
import { shamir } from "../../../world/sealing/shamir.ts";
import type { Invocation } from "../command.ts";
import { ownIdentity } from "../custody/own-identity.ts";
import { readPassphrase } from "../custody/read-passphrase.ts";
import { usageError } from "../usage-error.ts";
import { gatePort } from "./gate-port.ts";

/** A person's own program for the length of one command. */
export interface OwnClient {
  readonly deps: ClientDeps;
  /** The same gate, for what it keeps about readiness. */
  readonly readiness: ReadinessGate;
  /** Signs in at the gate and looks around. */
  readonly enter: () => Promise<Entered>;
  /** The broker's own door; `null` when nobody ever said where it is. */
  readonly door: (() => Promise<Door>) | null;
}

/** Opens the identity, and knows how gate and door are reached; nothing is unlocked or sent yet. */
export function ownClient(invocation: Invocation): OwnClient {
  const { io, settings, options } = invocation;
  const identity = ownIdentity(invocation);
  let words: Promise<Secret<Uint8Array>> | null = null;
  // Standard input is read once; a key that is unlocked again is unlocked with the same words.
  const passphrase = (): Promise<Secret<Uint8Array>> => (words ??= readPassphrase(invocation));
  const gateUrl = settings.text("gate") ?? identity.pins().gate ?? null;
  const doorText = textOption(options, "broker") ?? identity.pins().broker ?? null;
  const place = doorText === null ? null : doorPlace(doorText);
  const nowMs = io.now;
  const self = selfOf(identity, { passphrase, nowMs, gateUrl, doorText });
  const gate = gateUrl === null ? noGate() : gatePort(gateUrl);
  const deps: ClientDeps = {
    gate,
    self,
    age,
    shamir,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    nowMs,
  };
  const typedHash = textOption(options, "roster");
  if (typedHash !== null && !/^[A-Za-z0-9_-]{43}$/.test(typedHash)) {
    throw usageError("--roster takes the 43 characters of a roster's hash");
  }
  return {
    deps,
    readiness: gate,
    enter: () => enter(deps, typedHash),
    door: place === null ? null : () => openDoor(identity, deps, place, passphrase),
  };
}

/** The value of an option; `null` when it was not given. */
export function textOption(options: Invocation["options"], name: string): string | null {
  const value = options[name];
  return typeof value === "string" && value !== "" ? value : null;
}

interface Around {
  readonly passphrase: () => Promise<Secret<Uint8Array>>;
  readonly nowMs: () => number;
  readonly gateUrl: string | null;
  readonly doorText: string | null;
}

function selfOf(identity: Identity, { passphrase, nowMs, gateUrl, doorText }: Around): OwnIdentity {
  const { directory, person } = identity;
  return {
    person,
    unlock: async () => identity.unlockSigner(await passphrase(), Math.floor(nowMs() / 1000)),
    vaultKey: async (vault) => identity.unlockVault(vault, await passphrase()),
    pins: () => ({
      ...identity.pins(),
      ...(gateUrl === null ? {} : { gate: gateUrl }),
      ...(doorText === null ? {} : { broker: doorText }),
    }),
    keepPins: (pins) => identity.keepPins(pins),
    chains: () => readKeptChains(directory),
    keepChains: (chains) => keepChains(directory, chains),
    requests: identity.requests,
    own: openOwnRequests(directory),
  };
}

async function openDoor(
  identity: Identity,
  deps: ClientDeps,
  { host, port }: { readonly host: string; readonly port: number },
  passphrase: () => Promise<Secret<Uint8Array>>,
): Promise<Door> {
  const { roster } = keptRules(deps);
  const { door, wipe } = await identity.unlockSigner(await passphrase(), Math.floor(deps.nowMs() / 1000));
  const ownKey = new Secret(Uint8Array.from(door.reveal()));
  wipe();
  const client = openBrokerClient({ kind: "door", host, port, spki: roster.broker.doorSpki, ownKey });
  return {
    status: () => client.ask({ verb: "status" }),
    log: (from, max) => client.ask({ verb: "log", from, max }),
    apply: (signed) => client.ask({ verb: "apply", signed, approvals: [], shares: [] }),
  };
}

function doorPlace(text: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^(\[[0-9a-f:]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})$/.exec(text) ?? [];
  if (host === undefined || port === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw usageError("--broker takes HOST:PORT");
  }
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}

function noGate(): ClientDeps["gate"] & ReadinessGate {
  const refuse = (): never => {
    throw new CodedError(clientErrors.CLIENT_NO_GATE);
  };
  return new Proxy({} as ClientDeps["gate"] & ReadinessGate, { get: () => refuse });
}
