import type { AccountId } from "../../domain/core/account-id.ts";
import type { PretendState } from "../state/pretend-state.ts";
import { intercepts, type Actor } from "./actor.ts";
import { MailRoom } from "./mail-room.ts";
import type { NetworkContext } from "./network-context.ts";
import { PhoneRoom } from "./phone-room.ts";

/** A sign-in whose password was accepted and that waits for the second factor. */
export interface PendingSignIn {
  readonly account: AccountId;
  readonly actor: Actor;
  readonly network: NetworkContext;
  readonly expiresAt: number;
}

/** A one-use link that was mailed; times in Unix milliseconds. */
export interface MailedLink {
  readonly purpose: "new-password" | "recover-mfa";
  readonly account: AccountId;
  readonly network: NetworkContext;
  readonly expiresAt: number;
}

/** A call to the primary contact's phone that waits for its code. */
export interface PhoneCall {
  readonly account: AccountId;
  readonly network: NetworkContext;
  readonly code: string;
  readonly expiresAt: number;
  wrongTries: number;
}

/** A move of the root address that waits for the code mailed to the new one. */
export interface EmailMove {
  readonly email: string;
  readonly otp: string;
  readonly expiresAt: number;
}

/** What people, mailboxes and phones around the pretend AWS hold. */
export interface HumanState {
  /** By bearer token. */
  readonly actors: Map<string, Actor>;
  readonly mail: MailRoom;
  readonly phones: PhoneRoom;
  readonly pending: Map<string, PendingSignIn>;
  readonly links: Map<string, MailedLink>;
  readonly calls: Map<string, PhoneCall>;
  readonly emailMoves: Map<AccountId, EmailMove>;
}

const known = new WeakMap<PretendState, HumanState>();

/** The people around one pretend AWS; made when first asked for and gone with it. */
export function humanStateOf(state: PretendState): HumanState {
  const before = known.get(state);
  if (before !== undefined) return before;
  const actors = new Map<string, Actor>();
  const listeners = (domain: string) =>
    [...actors.values()].filter((actor) => intercepts(actor, domain)).map((actor) => actor.token);
  const made: HumanState = {
    actors,
    mail: new MailRoom(listeners),
    phones: new PhoneRoom(),
    pending: new Map(),
    links: new Map(),
    calls: new Map(),
    emailMoves: new Map(),
  };
  known.set(state, made);
  return made;
}
