import { keyTypes } from "../../catalogue/key-types.ts";
import { multivaluedKeys } from "../../catalogue/multivalued-keys.ts";
import type { Cell } from "../cell.ts";
import type { CredentialKind } from "../credential-kind.ts";
import type { ProvePrincipal, Subject } from "../subject.ts";
import type { KeyDomain, ValueType } from "../values/key-domain.ts";
import type { VariableValues } from "../values/resolved-text.ts";
import { callerArn, isFederated, isLongTerm } from "./caller.ts";

/** The MFA keys, lower case. */
export const mfaPresent = "aws:multifactorauthpresent";
/** The key that tells how many seconds ago MFA was given. */
export const mfaAge = "aws:multifactorauthage";

const hours36 = 36 * 3600 * 1000;

/**
 * What a key (lower case) may be in the requests of a subject in a cell. Source: IAM user guide, "AWS global condition
 * context keys" (availability) and "Request information that you can use for policy variables".
 */
export function keyDomain(subject: Subject, cell: Cell, key: string): KeyDomain {
  if (key === mfaPresent) return fixed(cell.mfa === "absent" ? null : [cell.mfa]);
  if (key === mfaAge) return fixed(cell.age === null ? null : [String(ageIn(cell.age))]);
  const told = subject.keys?.get(key);
  if (told === "unknown") return unknown(`the value of ${key} is not known`);
  if (told !== undefined) return fixed(told === "absent" ? null : told);
  return principalDomain(subject, key) ?? requestDomain(subject, cell, key);
}

/** The values of variables in policy texts. */
export function variableValues(subject: Subject, cell: Cell): VariableValues {
  return (key) => {
    const domain = keyDomain(subject, cell, key);
    if (domain.kind === "unknown") return { kind: "open", why: domain.why };
    if (key === mfaAge && domain.kind === "fixed" && domain.values !== null) {
      return { kind: "open", why: "the age stands for many seconds" };
    }
    if (domain.kind === "free")
      return { kind: "open", why: "the caller chooses it, and it would tie two keys together" };
    const [value, ...more] = domain.values ?? [];
    // A key with a list of values never resolves.
    if (value === undefined || more.length > 0 || multivaluedKeys.has(key)) return { kind: "none" };
    if (/[*?]/.test(value)) return { kind: "open", why: "it holds a wildcard, and AWS does not say whether it counts" };
    return { kind: "text", text: value };
  };
}

/** An age inside a range, for witnesses: a minute where that fits. */
export function ageIn(range: { readonly min: number; readonly max: number | null }): number {
  if (range.min > 60) return range.min;
  return range.max === null || range.max >= 60 ? 60 : range.max;
}

/** Keys that say who calls. */
function principalDomain(subject: Subject, key: string): KeyDomain | null {
  const { principal, credential } = subject;
  const federated = isFederated(credential);
  switch (key) {
    case "aws:username":
      return fixed(principal.kind === "user" && !federated ? [lastPart(principal.arn)] : null);
    case "aws:userid":
      if (credential === "assume-root" || principal.kind === "root") return fixed([principal.account]);
      if (federated) return fixed([`${principal.account}:${lastPart(principal.arn)}`]);
      if (principal.kind !== "user" || principal.userId === undefined) return unknown("the unique id is not known");
      return fixed([principal.userId]);
    case "aws:principalarn":
      return fixed([callerArn(subject)]);
    case "aws:principalaccount":
      return fixed([principal.account]);
    case "aws:principaltype":
      return principalType(principal, credential);
    case "aws:principalorgid":
    case "aws:principalorgpaths":
      return unknown(`${key} is a fact of the organization that was not given`);
    case "aws:principalisawsservice":
      return fixed(["false"]);
    case "aws:principalservicename":
    case "aws:principalservicenameslist":
      return fixed(null);
    case "aws:assumedroot":
      return fixed(credential === "assume-root" ? ["true"] : null);
    case "aws:sourceidentity":
    case "aws:federatedprovider":
      return hasNoSession(principal, credential) ? fixed(null) : unknown(`${key} is set by whoever made the session`);
    default:
      return key.startsWith(tagPrefix) ? tagDomain(subject, key.slice(tagPrefix.length)) : null;
  }
}

const tagPrefix = "aws:principaltag/";

function principalType(principal: ProvePrincipal, credential: CredentialKind): KeyDomain {
  if (credential === "assume-root") return unknown("the principal type of a root session is not documented");
  if (isFederated(credential)) return fixed(["FederatedUser"]);
  if (principal.kind === "user") return fixed(["User"]);
  return fixed([principal.kind === "root" ? "Account" : "AssumedRole"]);
}

function tagDomain(subject: Subject, tag: string): KeyDomain {
  const { principal, credential } = subject;
  // A session of a role may bring tags that override the role's own.
  if (principal.tags === "unknown" || principal.kind === "role" || principal.kind === "service-linked-role")
    return unknown(`the tags of ${principal.arn} were not read`);
  for (const [name, value] of Object.entries(principal.tags)) if (name.toLowerCase() === tag) return fixed([value]);
  return hasNoSession(principal, credential)
    ? fixed(null)
    : unknown(`a session of ${principal.arn} may bring the tag ${tag} of its own`);
}

/** Keys that say how the call was made. */
function requestDomain(subject: Subject, cell: Cell, key: string): KeyDomain {
  const { principal, credential, instant } = subject;
  const forwarded = credential === "forwarded";
  switch (key) {
    case "aws:viaawsservice":
      return fixed([forwarded ? "true" : "false"]);
    case "aws:calledvia":
    case "aws:calledviafirst":
    case "aws:calledvialast":
      return forwarded ? free(key, false) : fixed(null);
    case "aws:currenttime":
    case "aws:epochtime":
      return { ...free(key, false), from: instant };
    case "aws:tokenissuetime":
      return isLongTerm(credential, cell) ? fixed(null) : { ...free(key, true), from: instant - hours36 };
    case "aws:sourcearn":
    case "aws:sourceaccount":
    case "aws:sourceorgid":
    case "aws:sourceorgpaths":
      return forwarded ? unknown(`${key} of a forwarded call is not known`) : fixed(null);
    case "aws:securetransport":
    case "aws:requestedregion":
      return free(key, false);
    case "aws:resourceorgid":
    case "aws:resourceorgpaths":
      return unknown(`${key} is a fact of the resource's account that was not given`);
    case "aws:ec2instancesourcevpc":
    case "aws:ec2instancesourceprivateipv4":
    case "ec2:roledelivery":
    case "ec2:sourceinstancearn":
    case "lambda:sourcefunctionarn":
      return hasNoSession(principal, credential) ? fixed(null) : free(key, true);
    default:
      return free(key, true);
  }
}

/** Users and root carry only what is attached to them; sessions may carry more. */
function hasNoSession(principal: ProvePrincipal, credential: CredentialKind): boolean {
  return (principal.kind === "user" || principal.kind === "root") && !isFederated(credential);
}

function fixed(values: readonly string[] | null): KeyDomain {
  return { kind: "fixed", values };
}

function unknown(why: string): KeyDomain {
  return { kind: "unknown", why };
}

function free(key: string, mayMiss: boolean): Extract<KeyDomain, { readonly kind: "free" }> {
  return { kind: "free", mayMiss, isList: multivaluedKeys.has(key), type: typeOf(key), from: null };
}

let typesByKey: ReadonlyMap<string, ValueType> | null = null;

function typeOf(key: string): ValueType {
  typesByKey ??= new Map(
    (
      [
        ["bool", keyTypes.bool],
        ["numeric", keyTypes.numeric],
        ["date", keyTypes.date],
        ["ip", keyTypes.ipaddress],
      ] as const
    ).flatMap(([type, keys]) => keys.split(" ").map((each) => [each, type] as const)),
  );
  return typesByKey.get(key) ?? "text";
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
