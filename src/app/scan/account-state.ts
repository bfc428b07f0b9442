import { type Fact, factOf, isSeen } from "../../domain/core/fact.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import type { OrganizationFacts } from "../../domain/snapshot/organization-facts.ts";
import type { AccountState, StateCell } from "./outcome.ts";

type Mark = StateCell["mark"];

/**
 * What the root of one account is, in one line: password, MFA, keys, certificates, root mailbox, phone and whether it
 * can be managed centrally. A fact that was not seen is marked `unknown` with what would show it, never `good`.
 * `ou` is the path of unit names as the findings carry it.
 */
export function accountState(account: AccountFacts, organization: OrganizationFacts, ou: string | null): AccountState {
  const cells = [
    password(account),
    mfa(account),
    keys(account),
    certificates(account),
    mailbox(account),
    phone(account),
  ];
  if (account.kind === "member") cells.push(central(organization));
  const { name } = account;
  return { id: account.id, name: isSeen(name) ? name.value : null, ou, kind: account.kind, cells };
}

function cell<T>(label: string, fact: Fact<T> | undefined, tell: (value: T) => [string, Mark, string?]): StateCell {
  const known = factOf(fact);
  if (!isSeen(known)) {
    const note = known.needs === undefined ? known.why : `${known.why}: ${known.needs}`;
    return { label, value: "unknown", mark: "unknown", note, source: null, at: null };
  }
  const [value, mark, note] = tell(known.value);
  return { label, value, mark, note: note ?? null, source: known.source, at: known.at };
}

function password(account: AccountFacts): StateCell {
  const flag = account.flags?.password;
  const since = passwordSince(account);
  const tell = (isPresent: boolean): [string, Mark, string?] => {
    if (!isPresent) return ["none", "good"];
    const mark = account.kind === "member" ? "bad" : "neutral";
    return since === null ? ["present", mark] : ["present", mark, `since ${since.slice(0, 10)}`];
  };
  if (flag !== undefined && isSeen(flag)) return cell("password", flag, tell);
  const profile = account.loginProfile;
  if (profile !== undefined && isSeen(profile)) return cell("password", profile, (value) => tell(value !== null));
  return cell("password", flag ?? profile, tell);
}

function passwordSince(account: AccountFacts): string | null {
  const { loginProfile, report } = account;
  if (loginProfile !== undefined && isSeen(loginProfile)) return loginProfile.value?.createdAt ?? null;
  if (report === undefined || !isSeen(report)) return null;
  const changed = report.value.passwordLastChanged;
  return isSeen(changed) ? changed.value : null;
}

function mfa(account: AccountFacts): StateCell {
  const flag = account.flags?.mfa;
  const { devices } = account;
  if (flag !== undefined && isSeen(flag) && !flag.value) {
    const bare = isNone(account.flags?.password) && isNone(account.flags?.accessKeys);
    return cell("MFA", flag, () => (bare ? ["none", "neutral", "no credentials to protect"] : ["none", "bad"]));
  }
  if (devices !== undefined && isSeen(devices) && (account.devicesComplete === true || devices.value.length > 0)) {
    return cell("MFA", devices, (all) => {
      if (all.length === 0) return ["none", "bad"];
      const kinds = ["virtual", "fido", "hardware"] as const;
      const counted = kinds.map((kind) => [kind, all.filter((each) => each.kind === kind).length] as const);
      const text = counted.flatMap(([kind, count]) => (count === 0 ? [] : [`${kind} x${count}`])).join(", ");
      return account.devicesComplete === true ? [text, "good"] : [text, "good", "other kinds not seen"];
    });
  }
  return cell("MFA", flag, () => ["on", "good", "kind not seen"]);
}

function isNone(flag: Fact<boolean> | undefined): boolean {
  return flag !== undefined && isSeen(flag) && !flag.value;
}

function keys(account: AccountFacts): StateCell {
  return cell("access keys", account.flags?.accessKeys, (any) => (any ? ["present", "bad"] : ["none", "good"]));
}

function certificates(account: AccountFacts): StateCell {
  return cell("X.509", account.flags?.certificates, (any) => (any ? ["present", "bad"] : ["none", "good"]));
}

function mailbox(account: AccountFacts): StateCell {
  return cell("mailbox", account.email, (address) => [address, "neutral"]);
}

function phone(account: AccountFacts): StateCell {
  const verification = account.contactVerification;
  const note =
    verification !== undefined && isSeen(verification) && verification.value !== null
      ? verification.value.toLowerCase().replaceAll("_", " ")
      : undefined;
  return cell("phone", account.contact, ({ PhoneNumber: number }) => {
    if (number === undefined || number === "") return ["none on record", "neutral"];
    return note === undefined ? [number, "neutral"] : [number, "neutral", note];
  });
}

function central(organization: OrganizationFacts): StateCell {
  return cell("central root access", organization.rootFeatures, (features) =>
    features.includes("RootCredentialsManagement") ? ["available", "good"] : ["off", "bad"],
  );
}
