import { canonicalPhone } from "../../domain/core/canonical-contact.ts";
import { domainOf, reaches } from "./mail-room.ts";

/** What somebody has in his hands. Passwords and seeds are values and need no control. */
export type Control =
  | { readonly kind: "mailbox"; readonly address: string }
  | { readonly kind: "phone"; readonly number: string }
  | { readonly kind: "device"; readonly serial: string }
  /** All mailboxes of a domain: its registrar, DNS or mail tenant. */
  | { readonly kind: "domain"; readonly domain: string }
  /** Mail to a domain, while held. */
  | { readonly kind: "intercept"; readonly domain: string }
  /** A CIDR block, a VPC or a VPC endpoint to call from. */
  | { readonly kind: "network"; readonly network: string };

/** Somebody who acts on AWS's pages. */
export interface Actor {
  readonly name: string;
  readonly token: string;
  controls: readonly Control[];
}

/** Reads a control such as `mailbox:aws@corp.example`; `null` when the kind is unknown or the value is empty. */
export function controlOf(text: string): Control | null {
  const colon = text.indexOf(":");
  const kind = text.slice(0, colon);
  const value = text.slice(colon + 1).trim();
  if (colon < 1 || value === "") return null;
  if (kind === "mailbox") return { kind, address: value };
  if (kind === "phone") return { kind, number: value };
  if (kind === "device") return { kind, serial: value };
  if (kind === "domain" || kind === "intercept") return { kind, domain: value.toLowerCase() };
  if (kind === "network") return { kind, network: value };
  return null;
}

/** True when an actor reads an address: the mailbox itself, one it is a `+tag` of, or its whole domain. */
export function readsMailbox(actor: Actor, address: string): boolean {
  return actor.controls.some((control) => {
    if (control.kind === "mailbox") return reaches(address, control.address);
    return control.kind === "domain" && control.domain === domainOf(address);
  });
}

/** True when an actor intercepts mail to a domain. */
export function intercepts(actor: Actor, domain: string): boolean {
  return actor.controls.some((control) => control.kind === "intercept" && control.domain === domain);
}

/** True when an actor answers a phone. */
export function answersPhone(actor: Actor, number: string): boolean {
  const wanted = canonicalPhone(number);
  return actor.controls.some((control) => control.kind === "phone" && canonicalPhone(control.number) === wanted);
}

/** True when an actor holds an MFA device. */
export function holdsDevice(actor: Actor, serial: string): boolean {
  return actor.controls.some((control) => control.kind === "device" && control.serial === serial);
}
