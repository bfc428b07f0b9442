import { analyse } from "../../../src/app/scan/analyse/analyse.ts";
import type { OrganizationFile } from "../../../src/demo/organization-file.ts";
import { isSeen, seen } from "../../../src/domain/core/fact.ts";
import { instantOfMillis } from "../../../src/domain/core/instant.ts";
import { type Caller, callNames, callSpec } from "../../../src/domain/snapshot/calls/call-table.ts";
import { readerStatement } from "../../../src/domain/snapshot/calls/reader-statement.ts";
import type { MailFacts } from "../../../src/domain/snapshot/mail-facts.ts";
import { startTrial } from "../../support/collect-trial.ts";
import type { PathsAnswer } from "../../../src/domain/takeover/answer.ts";
import type { RandomOrganization } from "./any-organization.ts";
import { places } from "./places.ts";

/** What the product says of an organization. */
export interface ReadOrganization {
  readonly paths: PathsAnswer;
  /** Serials of root's devices that are not virtual, as far as AWS showed them. */
  readonly devices: ReadonlyMap<string, readonly string[]>;
}

/** Reads an organization with every right that the product knows to ask for, and analyses it. */
export async function readOrganization(organization: RandomOrganization): Promise<ReadOrganization> {
  const trial = await startTrial(withReaders(organization.file));
  try {
    const outcome = await trial.run({
      as: `arn:aws:iam::${places.management}:user/scanner`,
      ask: { memberRole: "reader", assumeRoot: true, credentialReport: true },
    });
    if (outcome.status !== "finished") throw new Error(outcome.why);
    const snapshot = await trial.snapshot();
    const { paths } = await analyse({
      snapshot,
      inventory: organization.inventory,
      mail: organization.isMailPlain ? plainMail() : null,
      now: instantOfMillis(Date.now()),
      only: [],
      skip: [],
    });
    const devices = snapshot.accounts.map(({ id, devices: fact }) => {
      const serials = isSeen(fact) ? fact.value.filter(({ kind }) => kind !== "virtual") : [];
      return [id, serials.map(({ serial }) => serial)] as const;
    });
    return { paths, devices: new Map(devices) };
  } finally {
    await trial.close();
  }
}

type Entry = [string, OrganizationFile["accounts"][string]];

function withReaders(file: OrganizationFile): OrganizationFile {
  const empty = { policies: [], tags: {}, groups: [], mfa: [], keys: [], certs: [] };
  const accounts = Object.entries(file.accounts).map(([id, account]): Entry => {
    const reader =
      account.role === "management"
        ? { arn: "user/scanner", inline: { central: policyOf("central", "own") } }
        : { arn: "role/reader", trust: "management", inline: { reader: policyOf("member") } };
    return [id, { ...account, principals: [...account.principals, { ...empty, ...reader }] }];
  });
  return { ...file, accounts: Object.fromEntries(accounts) };
}

function policyOf(...by: readonly Caller[]) {
  const names = callNames.filter((name) => callSpec(name).by.some((each) => by.includes(each)));
  return { Version: "2012-10-17", Statement: names.map((name) => readerStatement(name, "aws", "reader")) };
}

function plainMail(): MailFacts {
  const is = <T>(value: T) => seen(value, "test", new Date().toISOString());
  const starttls = is({ offered: false, handshake: null, tlsVersion: null, certificateValid: null, problem: null });
  const [domain] = places.domains;
  const hosts = [{ host: `mx.${domain}`, preference: 10, starttls }];
  return { domains: [{ domain, registrable: domain, mx: is({ kind: "mx" as const, hosts, provider: null }) }] };
}
