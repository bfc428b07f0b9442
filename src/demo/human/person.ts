import type { Mail } from "./mail-room.ts";
import type { PhoneMessage } from "./phone-room.ts";

/** Keys of a root session, as an AWS client takes them. */
export interface RootKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** ISO 8601 UTC. */
  readonly expiration: string;
}

/** How a page answers somebody who wants to be let in. */
export type Entry =
  | { readonly status: "in"; readonly account: string; readonly credentials: RootKeys }
  | { readonly status: "mfa"; readonly pending: string; readonly serials: readonly string[] }
  | Refused;

/** A refusal, with the step at which it happened. */
export interface Refused {
  readonly status: "refused";
  readonly step: string;
  readonly why: string;
}

/** A page that has nothing to say. */
export interface Done {
  readonly status?: undefined;
}

/** The hands of an actor: every page and device of the human flows, over HTTP. */
export interface Person {
  readonly token: string;
  mailbox(address: string): Promise<{ readonly status?: undefined; readonly messages: readonly Mail[] } | Refused>;
  phone(number: string): Promise<{ readonly status?: undefined; readonly messages: readonly PhoneMessage[] } | Refused>;
  claim(what: { readonly mailbox: string } | { readonly phone: string }): Promise<Done | Refused>;
  signIn(ask: { readonly email: string; readonly password: string; readonly from?: string }): Promise<Entry>;
  giveCode(ask: { readonly pending: string; readonly serial: string; readonly code?: string }): Promise<Entry>;
  forgetPassword(ask: { readonly email: string; readonly from?: string }): Promise<Done | Refused>;
  setPassword(ask: { readonly token: string; readonly password: string }): Promise<Done | Refused>;
  troubleshootMfa(ask: { readonly pending: string }): Promise<Done | Refused>;
  confirmMail(ask: {
    readonly token: string;
  }): Promise<{ readonly status?: undefined; readonly call: string } | Refused>;
  confirmPhone(ask: { readonly call: string; readonly code: string }): Promise<Entry>;
}

/** Makes an actor with controls such as `mailbox:aws@corp.example`, by the set-up token, and takes its hands. */
export async function makePerson(
  at: { readonly url: string; readonly setupToken: string },
  name: string,
  controls: readonly string[],
): Promise<Person> {
  const made = await send<{ readonly token: string }>(at.url, at.setupToken, "POST", "/_setup/actors", {
    name,
    controls,
  });
  const call = <T>(method: string, path: string, body?: unknown) => send<T>(at.url, made.token, method, path, body);
  return {
    token: made.token,
    mailbox: (address) => call("GET", `/_human/mailboxes/${encodeURIComponent(address)}`),
    phone: (number) => call("GET", `/_human/phones/${encodeURIComponent(number)}`),
    claim: (what) => call("POST", "/_human/claim", what),
    signIn: (ask) => call("POST", "/_human/signin", ask),
    giveCode: (ask) => call("POST", "/_human/signin/mfa", ask),
    forgetPassword: (ask) => call("POST", "/_human/forgot-password", ask),
    setPassword: (ask) => call("POST", "/_human/new-password", ask),
    troubleshootMfa: (ask) => call("POST", "/_human/troubleshoot-mfa", ask),
    confirmMail: (ask) => call("POST", "/_human/troubleshoot-mfa/mail", ask),
    confirmPhone: (ask) => call("POST", "/_human/troubleshoot-mfa/phone", ask),
  };
}

/** The token in the link of the newest mail that has one; `null` when no mail has. */
export function newestLink(messages: readonly Mail[]): string | null {
  const link = messages.findLast((mail) => mail.link !== undefined)?.link;
  return link === undefined ? null : new URL(link).searchParams.get("token");
}

async function send<T>(url: string, token: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}
