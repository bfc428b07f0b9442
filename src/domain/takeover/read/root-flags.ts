import { isSeen } from "../../core/fact.ts";
import type { AccountFacts } from "../../snapshot/account-facts.ts";
import type { Tri } from "../guard-facts.ts";
import type { SituationFacts } from "../situation.ts";

/**
 * The four root flags as the path search needs them. The password of a stand-alone or management account is always there.
 * Keys and certificates count when active: the account summary says whether there are any, the audit and the credential
 * report which are active; where only the summary speaks, an active one is unknown.
 */
export function rootFlags(account: AccountFacts): SituationFacts["flags"] {
  return {
    password: account.kind === "member" ? memberPassword(account) : "yes",
    mfa: mfa(account),
    keys: activeKey(account),
    x509: activeCertificate(account),
  };
}

function memberPassword(account: AccountFacts): Tri {
  const flag = account.flags?.password;
  if (isSeen(flag)) return tri(flag.value);
  if (isSeen(account.loginProfile)) return tri(account.loginProfile.value !== null);
  return isSeen(account.report) && isSeen(account.report.value.passwordEnabled)
    ? tri(account.report.value.passwordEnabled.value)
    : "unknown";
}

function mfa(account: AccountFacts): Tri {
  const flag = account.flags?.mfa;
  if (isSeen(flag)) return tri(flag.value);
  const devices = account.devices;
  if (isSeen(devices)) {
    if (devices.value.length > 0) return "yes";
    if (account.devicesComplete === true) return "no";
  }
  return isSeen(account.report) && isSeen(account.report.value.mfaActive)
    ? tri(account.report.value.mfaActive.value)
    : "unknown";
}

function activeKey(account: AccountFacts): Tri {
  const flag = account.flags?.accessKeys;
  if (isSeen(flag) && !flag.value) return "no";
  if (isSeen(account.keys)) return tri(account.keys.value.some((key) => key.active));
  return isSeen(account.report) ? anyActive(account.report.value.keys) : "unknown";
}

function activeCertificate(account: AccountFacts): Tri {
  const flag = account.flags?.certificates;
  if (isSeen(flag) && !flag.value) return "no";
  if (isSeen(account.certificates)) return tri(account.certificates.value.some((certificate) => certificate.active));
  return isSeen(account.report) ? anyActive(account.report.value.certificates) : "unknown";
}

type Rows = NonNullable<Extract<AccountFacts["report"], { value: unknown }>>["value"]["keys" | "certificates"];

// Fewer than two rows were told, or a cell was not understood: an active one cannot be excluded.
function anyActive(rows: Rows): Tri {
  if (rows.some(({ active }) => isSeen(active) && active.value)) return "yes";
  return rows.length === 2 && rows.every(({ active }) => isSeen(active)) ? "no" : "unknown";
}

function tri(value: boolean): Tri {
  return value ? "yes" : "no";
}
