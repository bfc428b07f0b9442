import { ruleOfAccount } from "../../../domain/custody/release-policy/rule-of-account.ts";
import type { KeptAccount } from "../../../world/store/gate/gate-store.ts";
import { type Gate, nowSeconds, type SeedSeen } from "../core/gate.ts";
import { insistWritable, record } from "../core/record.ts";
import { refuse } from "../core/refuse.ts";
import { isAttested } from "../documents/gate-documents.ts";
import { isAwsAccepted } from "../documents/take-aws-accepted.ts";
import { policyOf } from "../core/rules.ts";
import { gateErrors } from "../errors.ts";
import type { SignedIn } from "../session/signed-in-person.ts";
import { hasRole } from "../../../domain/custody/roster/roster-view.ts";

/** An account, what of it is in custody, and the rule that opens it. */
export interface AccountRow extends KeptAccount {
  readonly P: { readonly version: number; readonly flags: readonly string[]; readonly storedAt: number } | null;
  readonly S: {
    readonly version: number;
    readonly flags: readonly string[];
    readonly isProven: boolean;
    /** When it came into custody, in Unix seconds. */
    readonly storedAt: number;
    readonly origin: "new-device" | "import";
  } | null;
  readonly rule: string | null;
}

/** Every account in custody. */
export const listAccounts =
  (gate: Gate) =>
  (by: SignedIn): readonly AccountRow[] =>
    gate.store.accounts.all().map((account) => rowOf(gate, by, account));

/** Names an account, or gives it its root user's address; by an operator of either vault. */
export const putAccount =
  (gate: Gate) =>
  (by: SignedIn, account: KeptAccount): AccountRow => {
    insistWritable(gate);
    const { person, session } = by;
    if (!isOperator(by)) refuse(gateErrors.GATE_WRONG_ROLE, `${person.id} is no operator`);
    record(gate, (tell) => {
      gate.store.accounts.put(account);
      const actor = { person: person.id, via: session.via, cred: session.cred };
      tell({ type: "account.named", actor, account: account.account, d: { email: account.email !== null } });
    });
    return rowOf(gate, by, account);
  };

function rowOf(gate: Gate, by: SignedIn, kept: KeptAccount): AccountRow {
  const { account } = kept;
  const { store, passwords, seeds } = gate;
  const version = passwords.get(account);
  const password = version === undefined ? null : store.passwords.version(account, version);
  const seed = seeds.get(account);
  const rule = ruleOfAccount(policyOf(gate.rules, nowSeconds(gate)).document, account);
  return {
    account,
    name: kept.name,
    email: maySeeAddress(by) ? kept.email : null,
    P: password === null ? null : { version: password.version, flags: password.flags, storedAt: password.storedAt },
    S: seed === undefined ? null : standingOf(gate, account, seed),
    rule: rule?.name ?? null,
  };
}

function standingOf(gate: Gate, account: string, seed: SeedSeen): NonNullable<AccountRow["S"]> {
  const { version, storedAt, isVerified, isImported, isRotationDue } = seed;
  const isProven = seed.isProven || isAwsAccepted(gate, account, seed);
  const isElsewhere = isImported && !isAttested(gate, account, "S", version);
  const flags = [
    ...(isElsewhere ? ["copies-elsewhere"] : []),
    ...(isProven ? [] : ["never-proven"]),
    ...(isRotationDue ? ["rotation-due"] : []),
    ...(isVerified ? ["verified"] : []),
  ];
  return { version, isProven, flags, storedAt, origin: isImported ? "import" : "new-device" };
}

function isOperator({ person }: SignedIn): boolean {
  return hasRole(person, "operator-p") || hasRole(person, "operator-s");
}

/** The address is half of a recovery: it is for those who sign in with it or bring it. */
function maySeeAddress(by: SignedIn): boolean {
  return isOperator(by) || hasRole(by.person, "requester");
}
