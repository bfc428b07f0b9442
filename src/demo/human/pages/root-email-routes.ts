import type { OpenCall, OpenRoute } from "../../open-route.ts";
import type { AccountState } from "../../state/account-state.ts";
import { kindOf } from "../../state/pretend-state.ts";
import { accountOfEmail, notedAccount } from "./find-account.ts";
import { humanStateOf } from "../human-state.ts";
import { bodyText, openRoute, Refusal, type Step } from "./refusal.ts";

const otpMs = 24 * 3_600_000;

function startMove(call: OpenCall): Readonly<Record<string, unknown>> {
  const account = rootOf(call, "root-email");
  const email = bodyText(call, "root-email", "email");
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new Refusal("root-email", "that is no mail address", 400);
  if (accountOfEmail(call.state, email) !== undefined) throw new Refusal("root-email", "the address is in use");
  const otp = call.state.random.upper(6);
  const at = call.state.clock.now();
  const human = humanStateOf(call.state);
  human.emailMoves.set(account.id, { email, otp, expiresAt: at + otpMs });
  human.mail.deliver({ to: email, from: "no-reply@signup.aws", at, subject: "Verify your new email address", otp });
  return {};
}

/** From now on AWS's links go to the new address. */
function confirmMove(call: OpenCall): Readonly<Record<string, unknown>> {
  const step = "root-email-confirm";
  const account = rootOf(call, step);
  const otp = bodyText(call, step, "otp");
  const { emailMoves } = humanStateOf(call.state);
  const move = emailMoves.get(account.id);
  if (move === undefined || move.otp !== otp || move.expiresAt <= call.state.clock.now()) {
    throw new Refusal(step, "the code is wrong or too old");
  }
  emailMoves.delete(account.id);
  account.email = move.email;
  return {};
}

/** Only root itself, at the console, and not in a member: management moves a member's address by API. */
function rootOf(call: OpenCall, step: Step): AccountState {
  const root = call.signedBy;
  if (root === null || root.kind !== "root" || root.via.kind !== "console") {
    throw new Refusal(step, "a root session from a sign-in must sign this", 401);
  }
  const account = notedAccount(call.state, root.account, step);
  if (kindOf(call.state, account) === "member") throw new Refusal(step, "a member's address is moved by management");
  return account;
}

/** Moving the root address of a standalone or management account; signed with a root session. */
export const rootEmailRoutes: readonly OpenRoute[] = [
  openRoute("POST", "/_human/root-email", startMove),
  openRoute("POST", "/_human/root-email/confirm", confirmMove),
];
