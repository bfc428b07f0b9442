import { createHash } from "node:crypto";
import { CodedError } from "../../domain/core/coded-error.ts";
import { isSeen } from "../../domain/core/fact.ts";
import type { AccountFacts } from "../../domain/snapshot/account-facts.ts";
import type { AuthorizationDetails } from "../../domain/snapshot/authorization-details.ts";
import { snapshotErrors } from "../../domain/snapshot/errors.ts";
import { type MailFacts, mailSchema } from "../../domain/snapshot/mail-facts.ts";
import type { Manifest } from "../../domain/snapshot/manifest.ts";
import { type OrganizationFacts, organizationSchema } from "../../domain/snapshot/organization-facts.ts";
import { readAuthorizationDetails } from "../../domain/snapshot/read-authorization-details.ts";
import type { Snapshot } from "../../domain/snapshot/snapshot.ts";
import { unreadOrganization } from "../../domain/snapshot/unread-organization.ts";
import { accountsFile } from "./account-log.ts";
import { readAccountLines } from "./read-account-lines.ts";
import { checkShape, parseJson, readBytes } from "./read-json-file.ts";
import { readManifest } from "./read-manifest.ts";
import { snapshotHash } from "./snapshot-hash.ts";

const keptDocuments = 512;

/**
 * Reads a snapshot directory. Account lines are checked and kept; authorization details and documents are read when
 * they are asked for. Throws a coded error SNAPSHOT_* with file and line; never another error for foreign bytes.
 */
export async function readSnapshot(directory: string): Promise<Snapshot> {
  const manifest = await readManifest(directory);
  if (manifest === null) throw new CodedError(snapshotErrors.SNAPSHOT_MISSING, { detail: directory });
  const [organization, accounts, mail, hash] = await Promise.all([
    readOrganization(directory, manifest),
    readAccounts(directory, manifest),
    readMail(directory),
    snapshotHash(directory),
  ]);
  const byId = new Map(accounts.map((account) => [account.id, account]));
  return {
    manifest,
    organization,
    accounts,
    mail,
    hash,
    authorizationDetails: (account) => readDetails(directory, byId.get(account)),
    document: documentReader(directory),
  };
}

async function readOrganization(directory: string, manifest: Manifest): Promise<OrganizationFacts> {
  const file = "organization.json";
  const bytes = await readBytes(directory, file);
  if (bytes === null) {
    if (manifest.finishedAt === null) return unreadOrganization();
    throw new CodedError(snapshotErrors.SNAPSHOT_TRUNCATED, { detail: "the file is missing", position: { file } });
  }
  return checkShape(organizationSchema, parseJson(bytes, file), file);
}

async function readAccounts(directory: string, manifest: Manifest): Promise<readonly AccountFacts[]> {
  const bytes = await readBytes(directory, accountsFile);
  const finished = manifest.finishedAt !== null;
  const lines = bytes === null ? [] : readAccountLines(bytes, accountsFile, !finished).lines;
  const last = new Map<string, AccountFacts>();
  for (const { account } of lines) last.set(account.id, account);
  const asked = [...last.values()].filter((account) => account.context !== true).length;
  // A file cut between two lines looks whole; only the count tells.
  if (finished && asked < (manifest.accounts ?? 0)) {
    const detail = `${asked} of ${manifest.accounts} accounts`;
    throw new CodedError(snapshotErrors.SNAPSHOT_TRUNCATED, { detail, position: { file: accountsFile } });
  }
  return [...last.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function readMail(directory: string): Promise<MailFacts | null> {
  const bytes = await readBytes(directory, "mail.json");
  return bytes === null ? null : checkShape(mailSchema, parseJson(bytes, "mail.json"), "mail.json");
}

async function readDetails(directory: string, account: AccountFacts | undefined): Promise<AuthorizationDetails | null> {
  if (account === undefined || !isSeen(account.iam)) return null;
  // The path in the fact is data; only the documented one is ever opened.
  const file = `iam/${account.id}.json`;
  const bytes = await readBytes(directory, file);
  if (bytes === null) {
    throw new CodedError(snapshotErrors.SNAPSHOT_TRUNCATED, { detail: "the file is missing", position: { file } });
  }
  const reading = readAuthorizationDetails(parseJson(bytes, file));
  if (reading.status === "ok") return reading.details;
  throw new CodedError(snapshotErrors.SNAPSHOT_FOREIGN, {
    detail: reading.why,
    position: { file, path: reading.path },
  });
}

/** Documents that were read last stay in memory, because the same few are asked for again and again. */
function documentReader(directory: string): (sha256: string) => Promise<unknown> {
  const kept = new Map<string, unknown>();
  return async (sha256) => {
    if (kept.has(sha256)) return kept.get(sha256);
    const file = `policies/${sha256}.json`;
    if (!/^[0-9a-f]{64}$/.test(sha256)) {
      throw new CodedError(snapshotErrors.SNAPSHOT_FOREIGN, { detail: "a document's name is no SHA-256" });
    }
    const bytes = await readBytes(directory, file);
    if (bytes === null) {
      throw new CodedError(snapshotErrors.SNAPSHOT_TRUNCATED, { detail: "the file is missing", position: { file } });
    }
    if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
      throw new CodedError(snapshotErrors.SNAPSHOT_TAMPERED, { position: { file } });
    }
    const value = parseJson(bytes, file);
    if (kept.size >= keptDocuments) for (const first of kept.keys()) if (kept.delete(first)) break;
    kept.set(sha256, value);
    return value;
  };
}
