import { accountId, type AccountId } from "../../domain/core/account-id.ts";
import { CodedError } from "../../domain/core/coded-error.ts";
import { instant, millisOf } from "../../domain/core/instant.ts";
import { demoErrors } from "../errors.ts";
import type { AccountEntry } from "../file/account-entry.ts";
import { Counters } from "../limits/counters.ts";
import { Faults } from "../limits/faults.ts";
import type { OrganizationFile } from "../organization-file.ts";
import { buildAccount, type AccountSurroundings } from "./build-account.ts";
import { attachPolicies, buildOrganization } from "./build-organization.ts";
import { pretendClock, type Clock } from "./clock.ts";
import { CredentialStore } from "./credential-store.ts";
import { generateAccounts } from "./generate-accounts.ts";
import { DocumentPool } from "./policy-document.ts";
import type { PretendState, Switches } from "./pretend-state.ts";
import { randomText } from "./random-text.ts";
import { rootPrincipal, userPrincipal } from "./principal-of.ts";

/** What may be chosen when a state is built. */
export interface StateOptions {
  readonly clock?: Clock | undefined;
  readonly switches?: Partial<Switches> | undefined;
  /** See `PretendState.accountQuotas`; `caller` when missing. */
  readonly accountQuotas?: PretendState["accountQuotas"] | undefined;
  /** See `PretendState.revocationLagMs`. */
  readonly revocationLagMs?: number | undefined;
  /** See `PretendState.packedPolicyBytes`; 2,048 when missing, which few texts reach. */
  readonly packedPolicyBytes?: number | undefined;
  /** See `PretendState.reportDelayMs`. */
  readonly reportDelayMs?: number | undefined;
  /** Makes ids, secrets and codes repeatable. */
  readonly seed?: string | undefined;
}

/** Builds the state from a parsed file; the accounts of its `generate` block are made here. */
export function buildState(file: OrganizationFile, options: StateOptions = {}): PretendState {
  const random = randomText(options.seed);
  const start = file.now === undefined ? null : instant(file.now);
  const state: PretendState = {
    partition: file.partition,
    clock: options.clock ?? pretendClock(start === null ? undefined : millisOf(start)),
    organization: buildOrganization(file),
    accounts: new Map(),
    credentials: new CredentialStore(random),
    documents: new DocumentPool(),
    random,
    counters: new Counters(),
    faults: new Faults(),
    switches: {
      wallCoversRecovery: false,
      memberDeleteBeatsRcp: false,
      recoveryAfterLeaving: false,
      rcpStopsAssumeRoot: false,
      assumeRootAsksSetSourceIdentity: false,
      accountPolicyBindsManagement: true,
      ...options.switches,
    },
    accountQuotas: options.accountQuotas ?? "caller",
    revocationLagMs: options.revocationLagMs ?? 0,
    packedPolicyBytes: options.packedPolicyBytes ?? 2048,
    reportDelayMs: options.reportDelayMs ?? 0,
  };
  const around = surroundings(file, state);
  for (const [id, entry] of Object.entries(file.accounts)) addAccount(state, knownId(id), entry, around);
  for (const [id, entry] of generateAccounts(file)) addAccount(state, knownId(id), entry, around);
  return state;
}

function surroundings(file: OrganizationFile, state: PretendState): AccountSurroundings {
  const management = Object.entries(file.accounts).find(([, account]) => account.role === "management");
  return {
    partition: state.partition,
    policies: file.policies,
    documents: state.documents,
    random: state.random,
    managementId: management?.[0] ?? null,
    defaultContact: management?.[1].contact ?? null,
    rootId: state.organization?.rootId ?? null,
    lists: new Map(),
  };
}

function addAccount(state: PretendState, id: AccountId, entry: AccountEntry, around: AccountSurroundings): void {
  const account = buildAccount(id, entry, around);
  state.accounts.set(id, account);
  if (state.organization !== null && account.parent !== null) attachPolicies(state.organization, id, entry);
  for (const key of account.root.keys.filter(({ active }) => active)) {
    state.credentials.add(rootPrincipal(state, account, { kind: "key" }), key.id, key.secret);
  }
  for (const user of account.iam.users.values()) {
    for (const key of user.keys.filter(({ active }) => active))
      state.credentials.add(userPrincipal(state, account, user), key.id, key.secret);
  }
}

function knownId(text: string): AccountId {
  const id = accountId(text);
  if (id === null) throw new CodedError(demoErrors.DEMO_FILE_INVALID, { detail: `account id ${text}` });
  return id;
}
