import type { OpenCall, OpenRoute } from "../../open-route.ts";
import type { AccountState } from "../../state/account-state.ts";
import { kindOf } from "../../state/pretend-state.ts";
import { accountOfEmail, notedAccount } from "./find-account.ts";
import { humanStateOf, type MailedLink } from "../human-state.ts";
import { letIn } from "./let-in.ts";
import type { NetworkContext } from "../network-context.ts";
import { actorRoute, bodyText, Refusal, type HumanHandler, type Step } from "./refusal.ts";
import { pendingSignIn, visitFrom } from "./sign-in-routes.ts";
import { wallStops } from "../wall.ts";

/** How long AWS's links live is not documented. */
const linkMs = 24 * 3_600_000;
const callMs = 10 * 60_000;
const maxWrongTries = 3;
const pages = {
  "new-password": "https://signin.aws.amazon.com/resetpassword",
  "recover-mfa": "https://signin.aws.amazon.com/recover-mfa",
} as const;

/** The same empty answer whether a link was mailed or not. */
const forgotPassword: HumanHandler = (call, actor) => {
  const network = visitFrom(call, actor, "new-password");
  const account = accountOfEmail(call.state, bodyText(call, "new-password", "email"));
  if (account === undefined || !isRecoverable(call, account)) return {};
  if (stopsRecovery(call, account, network)) return {};
  mailLink(call, account, { purpose: "new-password", network });
  return {};
};

/** MFA devices, keys and open sessions stay as they are. */
const newPassword: HumanHandler = (call) => {
  const password = bodyText(call, "new-password", "password");
  const { account } = useLink(call, "new-password", "new-password");
  if (!isRecoverable(call, account)) throw new Refusal("new-password", "the root user has no password any more");
  const lastUsedAt = account.root.password?.lastUsedAt ?? null;
  account.root.password = { value: password, changedAt: call.state.clock.now(), lastUsedAt };
  return {};
};

const troubleshootMfa: HumanHandler = (call, actor) => {
  const pending = pendingSignIn(call, actor, "troubleshoot-mfa");
  const account = notedAccount(call.state, pending.account, "troubleshoot-mfa");
  if (stopsRecovery(call, account, pending.network)) throw new Refusal("troubleshoot-mfa", "wall");
  mailLink(call, account, { purpose: "recover-mfa", network: pending.network });
  return {};
};

/** The mail comes first; only then the phone rings, the number that stands in the primary contact at this moment. */
const confirmMail: HumanHandler = (call) => {
  const { account, network } = useLink(call, "recover-mfa", "troubleshoot-mfa-mail");
  const human = humanStateOf(call.state);
  const now = call.state.clock.now();
  const code = call.state.random.digits(6);
  const id = `call-${call.state.random.secret(24)}`;
  human.calls.set(id, { account: account.id, network, code, expiresAt: now + callMs, wrongTries: 0 });
  human.phones.ring({ number: account.contact.PhoneNumber, kind: "call", code, at: now });
  return { call: id };
};

const confirmPhone: HumanHandler = (call) => {
  const step = "troubleshoot-mfa-phone";
  const id = bodyText(call, step, "call");
  const code = bodyText(call, step, "code");
  const { calls } = humanStateOf(call.state);
  const ringing = calls.get(id);
  if (ringing === undefined || ringing.expiresAt <= call.state.clock.now()) throw new Refusal(step, "no such call");
  if (ringing.code !== code) {
    ringing.wrongTries += 1;
    if (ringing.wrongTries >= maxWrongTries) calls.delete(id);
    throw new Refusal(step, "wrong");
  }
  calls.delete(id);
  const account = notedAccount(call.state, ringing.account, step);
  return letIn(call.state, account, { step, network: ringing.network, mfa: false });
};

/**
 * A root without password has nothing to recover; central "allow recovery" leaves a password that nobody knows. Whether an
 * account that left the organization without one can recover it is not established: a switch plays both.
 */
function isRecoverable({ state }: OpenCall, account: AccountState): boolean {
  return (
    account.root.password !== null || (state.switches.recoveryAfterLeaving && kindOf(state, account) === "standalone")
  );
}

function stopsRecovery(call: OpenCall, account: AccountState, network: NetworkContext): boolean {
  return call.state.switches.wallCoversRecovery && wallStops(call.state, account, "before", network);
}

function mailLink(
  call: OpenCall,
  account: AccountState,
  link: { readonly purpose: MailedLink["purpose"]; readonly network: NetworkContext },
): void {
  const { purpose, network } = link;
  const human = humanStateOf(call.state);
  const token = call.state.random.secret(40);
  const at = call.state.clock.now();
  human.links.set(token, { purpose, account: account.id, network, expiresAt: at + linkMs });
  const recovers = purpose === "recover-mfa";
  human.mail.deliver({
    to: account.email,
    from: recovers ? "recover-mfa-no-reply@verify.signin.aws" : "no-reply@signin.aws",
    at,
    subject: recovers ? "AWS: verify your email address to sign in" : "AWS: password assistance",
    link: `${pages[purpose]}?token=${token}`,
  });
}

/** A link works once. */
function useLink(call: OpenCall, purpose: MailedLink["purpose"], step: Step) {
  const { links } = humanStateOf(call.state);
  const token = bodyText(call, step, "token");
  const link = links.get(token);
  if (link === undefined || link.purpose !== purpose || link.expiresAt <= call.state.clock.now()) {
    throw new Refusal(step, "the link is wrong, used or too old");
  }
  links.delete(token);
  return { account: notedAccount(call.state, link.account, step), network: link.network };
}

/** Forgotten passwords and lost MFA devices. */
export const recoveryRoutes: readonly OpenRoute[] = [
  actorRoute("POST", "/_human/forgot-password", forgotPassword),
  actorRoute("POST", "/_human/new-password", newPassword),
  actorRoute("POST", "/_human/forgot-password/new-password", newPassword),
  actorRoute("POST", "/_human/troubleshoot-mfa", troubleshootMfa),
  actorRoute("POST", "/_human/troubleshoot-mfa/mail", confirmMail),
  actorRoute("POST", "/_human/troubleshoot-mfa/phone", confirmPhone),
];
