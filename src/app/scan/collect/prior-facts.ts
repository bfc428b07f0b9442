import { type Fact, isSeen } from "../../../domain/core/fact.ts";
import type { AccountFacts } from "../../../domain/snapshot/account-facts.ts";
import { type Draft, kept, type Run } from "./run.ts";

/**
 * What of an account's earlier line is kept: facts that were read and are young enough. Facts of the list of accounts in
 * `listed` win; without it those of the line stay, whatever their age, because the list itself was kept.
 */
export function priorFacts(run: Run, prior: AccountFacts, listed: AccountFacts | null): AccountFacts {
  const base = listed ?? fromTheList(prior);
  const draft: Draft<AccountFacts> = { ...base };
  const keep = <T>(fact: Fact<T> | undefined) => kept(run, fact);
  const set = <K extends keyof AccountFacts>(key: K, value: AccountFacts[K] | undefined) => {
    if (value !== undefined) draft[key] = value;
  };
  if (!isSeen(draft.createdAt)) set("createdAt", keep(prior.createdAt));
  set("keys", keep(prior.keys));
  set("certificates", keep(prior.certificates));
  set("loginProfile", keep(prior.loginProfile));
  set("report", keep(prior.report));
  set("users", keep(prior.users));
  set("userDevices", keep(prior.userDevices));
  set("contact", keep(prior.contact));
  set("contactVerification", keep(prior.contactVerification));
  set("emailUpdate", keep(prior.emailUpdate));
  set("iam", keep(prior.iam));
  const devices = keep(prior.devices);
  set("devices", devices);
  if (devices !== undefined) set("devicesComplete", prior.devicesComplete);
  set("flags", keptParts(run, prior.flags));
  set("alternates", keptParts(run, prior.alternates));
  const configuration = keep(prior.signin?.configuration);
  if (configuration !== undefined) set("signin", { ...keptParts(run, prior.signin), configuration });
  return draft;
}

function fromTheList(line: AccountFacts): AccountFacts {
  const { id, kind, context, name, email, state, joinedMethod, joinedAt, createdAt, path } = line;
  const listed = { context, name, email, state, joinedMethod, joinedAt, createdAt, path };
  return { id, kind, ...withoutUndefined(listed) };
}

function keptParts<T extends Readonly<Record<string, Fact<unknown> | undefined>>>(
  run: Run,
  parts: T | undefined,
): Partial<T> | undefined {
  if (parts === undefined) return undefined;
  const entries = Object.entries(parts).filter(([, fact]) => kept(run, fact) !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
