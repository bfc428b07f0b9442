import { analyse, type Analysis } from "../../src/app/scan/analyse/analyse.ts";
import type { OrganizationFile } from "../../src/demo/organization-file.ts";
import { seen } from "../../src/domain/core/fact.ts";
import { instantOfMillis } from "../../src/domain/core/instant.ts";
import { emptyInventory, type Inventory } from "../../src/domain/inventory/inventory.ts";
import { type Caller, callNames, callSpec } from "../../src/domain/snapshot/calls/call-table.ts";
import { readerStatement } from "../../src/domain/snapshot/calls/reader-statement.ts";
import type { MailFacts } from "../../src/domain/snapshot/mail-facts.ts";
import type { CaseAccount } from "../../src/domain/takeover/cases/takeover-case.ts";
import { startTrial } from "../support/collect-trial.ts";
import { caseOrganization } from "./case-organization.ts";

const today = new Date().toISOString().slice(0, 10);

/** Reads the organization of a case as the product would, with least privilege, and analyses it. */
export async function analyseCase(account: CaseAccount): Promise<Analysis> {
  const trial = await startTrial(withReaders(caseOrganization(account)));
  try {
    const { kind } = account.situation;
    const home = kind === "member" ? "111111111111" : account.situation.account;
    const outcome = await trial.run({
      as: `arn:aws:iam::${home}:user/scanner`,
      ask: { memberRole: "reader", credentialReport: true },
    });
    if (outcome.status !== "finished") throw new Error(outcome.why);
    return await analyse({
      snapshot: await trial.snapshot(),
      inventory: inventoryOf(account),
      mail: mailOf(account),
      now: instantOfMillis(Date.now()),
      only: [],
      skip: [],
    });
  } finally {
    await trial.close();
  }
}

function withReaders(file: OrganizationFile): OrganizationFile {
  type Entry = [string, OrganizationFile["accounts"][string]];
  const accounts = Object.entries(file.accounts).map(([id, account]): Entry => {
    const isHome = account.role === "management" || account.role === "standalone";
    const reader = isHome
      ? { arn: "user/scanner", inline: { central: policyOf("central", "own") } }
      : { arn: "role/reader", trust: "management", inline: { reader: policyOf("member") } };
    const empty = { policies: [], tags: {}, groups: [], mfa: [], keys: [], certs: [] };
    return [id, { ...account, principals: [...account.principals, { ...empty, ...reader }] }];
  });
  return { ...file, accounts: Object.fromEntries(accounts) };
}

function policyOf(...by: readonly Caller[]) {
  // AssumeRoot is asked for apart: whoever holds it is one more principal with an effect.
  const names = callNames.filter(
    (name) => name !== "sts:AssumeRoot" && callSpec(name).by.some((each) => by.includes(each)),
  );
  return { Version: "2012-10-17", Statement: names.map((name) => readerStatement(name, "aws", "reader")) };
}

/** What people would declare, so that the leaves of the case are there and no others. */
function inventoryOf({ situation }: CaseAccount): Inventory {
  const { account, leaves } = situation;
  const vaultWith = (slot: string) =>
    leaves.find(({ gives }) => gives.some((gift) => gift.slot === slot))?.id.replace("vault:", "");
  const password = vaultWith("password-vault");
  const totp = vaultWith("seed-vault");
  const isLocked = !leaves.some(({ kind }) => kind === "mailbox");
  const hasDevice = leaves.some(({ kind }) => kind === "device");
  return {
    ...emptyInventory,
    mailboxes: isLocked ? { "root@corp.example": { readers: [], attested: today } } : {},
    vaults: {
      [account]: {
        ...(password === undefined ? {} : { password }),
        ...(totp === undefined ? {} : { totp }),
        attested: today,
      },
    },
    devices: hasDevice ? { [account]: [{ kind: "hardware", place: "safe", attested: today }] } : {},
  };
}

function mailOf({ situation }: CaseAccount): MailFacts | null {
  if (!situation.leaves.some(({ kind }) => kind === "interception")) return null;
  const is = <T>(value: T) => seen(value, "test", new Date().toISOString());
  const plain = is({ offered: false, handshake: null, tlsVersion: null, certificateValid: null, problem: null });
  const hosts = [{ host: "mx.corp.example", preference: 10, starttls: plain }];
  return {
    domains: [{ domain: "corp.example", registrable: null, mx: is({ kind: "mx" as const, hosts, provider: null }) }],
  };
}
