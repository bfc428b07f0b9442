import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { RowOperator } from "../../../../domain/custody/imports/rows/row-event.ts";
import { refused } from "../../../../domain/custody/refused.ts";
import { hasRole, personOf } from "../../../../domain/custody/roster/roster-view.ts";
import type { CustodyDesk, DeskAnswer } from "../../import/import-desk.ts";
import type { ClientDeps } from "../ports/client-deps.ts";
import type { Entered } from "../signing/enter.ts";
import { bringSeed } from "./add-seed.ts";
import { storePassword } from "./add-password.ts";
import { bootKeyNow } from "./boot-key.ts";
import { tagKey } from "./tag-key.ts";

/** Rows that are about one item; every other failure concerns the whole run. */
const itemRows =
  /^(?:CUSTODY_(?:SEED_|ITEM_VERSION|NO_RULE|GRANT_LIVE|QUORUM_MISSING|OTHER_BOOT)|CLIENT_RULE_CANNOT_OPEN|BROKER_SECRET_UNREADABLE|GATE_ITEM_)/;

/** The desk of an operator who has signed in. */
export function operatorDesk(deps: ClientDeps, entered: Entered): CustodyDesk {
  const { gate, self } = deps;
  return {
    deployment: entered.view.deployment,
    operator: operatorOf(deps, entered),
    accounts: async () => (await gate.accounts()).map(({ account, P, S }) => ({ account, P, S })),
    addAccount: (account, name, email) => gate.putAccount(account, name, email),
    bootKey: () => bootKeyNow(deps, entered),
    enrol: (enrolment) =>
      answer(async () => {
        await bringSeed(deps, entered, enrolment);
        return [];
      }),
    // Only operators of the password vault can open it, and only they ask.
    tagKey: async () => (operatorOf({ self }, entered).roles.includes("operator-p") ? tagKey(deps, entered) : null),
    putPassword: (deposit) => answer(async () => (await storePassword(deps, entered, deposit)).sameAs),
  };
}

function operatorOf({ self }: Pick<ClientDeps, "self">, { view }: Entered): RowOperator {
  const person = personOf(view, self.person.id);
  const roles = (["operator-p", "operator-s"] as const).filter((role) => hasRole(person, role));
  return { person: self.person.id, roles };
}

async function answer(work: () => Promise<readonly string[]>): Promise<DeskAnswer> {
  try {
    return { status: "stored", sameAs: await work() };
  } catch (error) {
    if (!(error instanceof CodedError) || !itemRows.test(error.row.code)) throw error;
    return refused(error.row, error.detail ?? "");
  }
}
