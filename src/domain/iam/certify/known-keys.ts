import type { Cell } from "../prove/cell.ts";
import type { CredentialKind } from "../prove/credential-kind.ts";
import type { Subject } from "../prove/subject.ts";
import type { KnownKey, KnownKeys } from "./known-key.ts";
import type { KeyDemand, ValueDemand } from "./key-demand.ts";
import { addressRange, dateValue, numberValue } from "./ordered-value.ts";
import type { Range } from "./range-emptiness.ts";
import { textPattern } from "./text-pattern.ts";

const absent: KnownKey = { state: "absent" };
const present: KnownKey = { state: "present" };
const tagPrefix = "aws:principaltag/";

/**
 * What the cell, the credential and the principal fix. Source: IAM user guide, "AWS global condition context keys" and
 * the table of values by principal in "IAM policy elements: Variables and tags".
 */
export function knownKeys(subject: Subject, cell: Cell): KnownKeys {
  const known = new Map<string, KnownKey>([...principalKeys(subject), ...callKeys(subject)]);
  for (const [key, fact] of timeKeys(subject, cell)) known.set(key, fact);
  for (const [written, fact] of subject.keys ?? []) {
    const key = written.toLowerCase();
    const [value] = typeof fact === "string" ? [] : fact;
    if (fact === "absent") known.set(key, absent);
    else if (value !== undefined && fact.length === 1) known.set(key, { state: "text", text: value });
    else known.delete(key);
  }
  // INVARIANT: the cell is what the claim speaks of; no other fact may change it.
  known.set("aws:multifactorauthpresent", cell.mfa === "absent" ? absent : { state: "text", text: cell.mfa });
  known.set("aws:multifactorauthage", ageOf(cell));
  const told = new Set([...(subject.keys ?? new Map<string, unknown>()).keys()].map((key) => key.toLowerCase()));
  return {
    get: (key) => (key.startsWith(tagPrefix) && !told.has(key) ? tagOf(subject, key) : known.get(key)),
  };
}

function ageOf({ age }: Cell): KnownKey {
  if (age === null) return absent;
  const to = age.max === null ? null : numberValue(String(age.max));
  return { state: "seconds", range: { from: numberValue(String(age.min)), to } };
}

function principalKeys({ principal, credential }: Subject): readonly (readonly [string, KnownKey])[] {
  const text = (value: string): KnownKey => ({ state: "text", text: value });
  const account = ["aws:principalaccount", text(principal.account)] as const;
  if (credential.startsWith("federation-")) {
    return [account, ["aws:username", absent], ["aws:principaltype", text("FederatedUser")]];
  }
  const arn = ["aws:principalarn", text(principal.arn)] as const;
  switch (principal.kind) {
    case "user": {
      const name = principal.arn.slice(principal.arn.lastIndexOf("/") + 1);
      const id = principal.userId === undefined ? [] : ([["aws:userid", text(principal.userId)]] as const);
      return [account, arn, ...id, ["aws:username", text(name)], ["aws:principaltype", text("User")]];
    }
    case "role":
    case "service-linked-role":
      return [account, arn, ["aws:username", absent], ["aws:principaltype", text("AssumedRole")]];
    case "root": {
      const isSession = credential === "assume-root";
      const own = [account, ["aws:username", absent], ["aws:userid", text(principal.account)]] as const;
      return isSession
        ? [...own, ["aws:assumedroot", text("true")]]
        : [...own, arn, ["aws:principaltype", text("Account")]];
    }
  }
}

/** Keys of every call, of calls that services make for somebody, and of sessions that have a source. */
function callKeys({ credential, principal }: Subject): readonly (readonly [string, KnownKey])[] {
  const isForwarded = credential === "forwarded";
  const always = ["securetransport", "requestedregion"].map((name) => [`aws:${name}`, present] as const);
  const via = ["aws:viaawsservice", { state: "text", text: String(isForwarded) }] as const;
  const isService = ["aws:principalisawsservice", { state: "text", text: "false" }] as const;
  const ofServices = isForwarded ? [] : forwardedKeys.map((name) => [`aws:${name}`, absent] as const);
  const hasSource = principal.kind !== "user" && principal.kind !== "root";
  const isPlain = !hasSource && !credential.startsWith("federation-");
  const ofSessions = isPlain ? sessionKeys.map((name) => [name, absent] as const) : [];
  const root = credential === "assume-root" ? [] : ([["aws:assumedroot", absent]] as const);
  return [...always, via, isService, ...root, ...ofServices, ...ofSessions];
}

const forwardedKeys = `calledvia calledviafirst calledvialast sourcearn sourceaccount sourceorgid sourceorgpaths
  principalservicename principalservicenameslist`.split(/\s+/);
const sessionKeys = `aws:sourceidentity aws:federatedprovider aws:ec2instancesourcevpc
  aws:ec2instancesourceprivateipv4 ec2:roledelivery ec2:sourceinstancearn lambda:sourcefunctionarn`.split(/\s+/);

function timeKeys({ credential, instant }: Subject, cell: Cell): readonly (readonly [string, KnownKey])[] {
  const since = (millis: number, missing: boolean): KnownKey => {
    const from = dateValue(String(Math.floor(millis / 1000)));
    return { state: "since", range: { from, to: null }, missing };
  };
  // The longest session lasts 36 hours.
  const issued = isLongTerm(credential, cell) ? absent : since(instant - 36 * 3_600_000, true);
  const now = since(instant, false);
  return [
    ["aws:currenttime", now],
    ["aws:tokenissuetime", issued],
  ];
}

/** Of the policies alone, the cell without MFA keys stands for long-term keys. */
function isLongTerm(credential: CredentialKind, cell: Cell): boolean {
  return (
    (credential === "policy-text" && cell.mfa === "absent") || credential === "user-key" || credential === "root-key"
  );
}

/** The tag of a user; sessions of roles may bring tags of their own. Undefined when it is not certain. */
function tagOf({ principal, credential }: Subject, key: string): KnownKey | undefined {
  if (principal.kind !== "user" || principal.tags === "unknown" || credential.startsWith("federation-"))
    return undefined;
  const found = Object.entries(principal.tags).filter(([name]) => tagPrefix + name.toLowerCase() === key);
  const [first] = found;
  if (first === undefined) return absent;
  return found.length === 1 ? { state: "text", text: first[1] } : undefined;
}

/** What is certain of one key, as demands that every state it can have meets. */
export function knownDemands(key: string, known: KnownKey | undefined): readonly KeyDemand[] {
  const demand = (missing: boolean, value: ValueDemand): KeyDemand => ({ key, missing, of: "some", value });
  switch (known?.state) {
    case undefined:
      return [];
    case "absent":
      return [demand(true, { family: "never" })];
    case "present":
      return [{ key, missing: false, of: "every", value: { family: "any" } }];
    case "text":
      return [
        demand(false, { family: "text", inside: true, patterns: [textPattern([{ text: known.text }])] }),
        ...typedDemands(known.text).map((value) => demand(false, value)),
      ];
    case "seconds":
      return [demand(false, within("number", known.range))];
    case "since":
      return [demand(known.missing, within("date", known.range))];
  }
}

/** The value compared as what it can be read as; a text that is no number is compared with numbers in no known way. */
function typedDemands(text: string): readonly ValueDemand[] {
  const [number, date, address] = [numberValue(text), dateValue(text), addressRange(text, false)];
  return [
    ...(number === null ? [] : [within("number", { from: number, to: number })]),
    ...(date === null ? [] : [within("date", { from: date, to: date })]),
    ...(address === null ? [] : [within("address", address)]),
  ];
}

function within(family: "number" | "date" | "address", range: Range): ValueDemand {
  return { family, isValueOfFamily: true, inside: true, ranges: [range] };
}
