import type { OpenCall, OpenRoute } from "../../open-route.ts";
import type { DeviceState } from "../../state/iam-state.ts";
import { holdsDevice, type Actor } from "../actor.ts";
import { accountOfEmail, notedAccount } from "./find-account.ts";
import { humanStateOf, type PendingSignIn } from "../human-state.ts";
import { letIn } from "./let-in.ts";
import { networkContext, type NetworkContext } from "../network-context.ts";
import { actorRoute, bodyText, optionalBodyText, Refusal, type HumanHandler, type Step } from "./refusal.ts";
import { isTotpOf } from "../totp.ts";
import { wallStops } from "../wall.ts";

const pendingMs = 10 * 60_000;

/** Where an actor opens a page from; refuses networks that it does not control. */
export function visitFrom(call: OpenCall, actor: Actor, step: Step): NetworkContext {
  const from = optionalBodyText(call, step, "from");
  const network = networkContext(actor, from);
  if (network === null) throw new Refusal(step, `${actor.name} does not control ${from}`);
  return network;
}

/** The sign-in that waits for its second factor; only the actor that typed the password goes on with it. */
export function pendingSignIn(call: OpenCall, actor: Actor, step: Step): PendingSignIn {
  const found = humanStateOf(call.state).pending.get(bodyText(call, step, "pending"));
  if (found === undefined || found.actor !== actor || found.expiresAt <= call.state.clock.now()) {
    throw new Refusal(step, "no sign-in is pending under this name");
  }
  return found;
}

/** The wall comes before the password; a wrong address and a wrong password are answered alike. */
const signIn: HumanHandler = (call, actor) => {
  const network = visitFrom(call, actor, "signin");
  const account = accountOfEmail(call.state, bodyText(call, "signin", "email"));
  const password = bodyText(call, "signin", "password");
  if (account !== undefined && wallStops(call.state, account, "before", network)) {
    throw new Refusal("signin", "wall", 200);
  }
  const known = account?.root.password?.value ?? null;
  if (account === undefined || known === null || known !== password) throw new Refusal("signin", "wrong", 200);
  const { devices } = account.root;
  if (devices.length === 0) return letIn(call.state, account, { step: "signin", network, mfa: false });
  const pending = `pending-${call.state.random.secret(32)}`;
  const expiresAt = call.state.clock.now() + pendingMs;
  humanStateOf(call.state).pending.set(pending, { account: account.id, actor, network, expiresAt });
  return { status: "mfa", pending, serials: devices.map((device) => device.serial) };
};

const secondFactor: HumanHandler = (call, actor) => {
  const pending = pendingSignIn(call, actor, "mfa");
  const account = notedAccount(call.state, pending.account, "mfa");
  const serial = bodyText(call, "mfa", "serial");
  const device = account.root.devices.find((one) => one.serial === serial);
  const code = optionalBodyText(call, "mfa", "code");
  if (device === undefined || !proves(call, actor, device, code)) throw new Refusal("mfa", "wrong", 200);
  humanStateOf(call.state).pending.delete(bodyText(call, "mfa", "pending"));
  return letIn(call.state, account, { step: "mfa", network: pending.network, mfa: true });
};

/** A virtual device is its seed, whoever computes the code; any other must be in the actor's hands. */
function proves(call: OpenCall, actor: Actor, device: DeviceState, code: string | undefined): boolean {
  if (device.kind !== "virtual") return holdsDevice(actor, device.serial);
  return device.seed !== null && code !== undefined && isTotpOf(device.seed, code, call.state.clock.now());
}

/** Signing in as root. */
export const signInRoutes: readonly OpenRoute[] = [
  actorRoute("POST", "/_human/signin", signIn),
  actorRoute("POST", "/_human/signin/mfa", secondFactor),
];
