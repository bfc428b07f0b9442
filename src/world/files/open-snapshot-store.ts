import { join } from "node:path";
import { CodedError } from "../../domain/core/coded-error.ts";
import { organizationSchema } from "../../domain/snapshot/organization-facts.ts";
import type { PriorRun, SnapshotStore } from "../../domain/snapshot/snapshot-store.ts";
import { AccountLog, accountsFile } from "./account-log.ts";
import { DocumentStore } from "./document-store.ts";
import { filesErrors } from "./errors.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { readAccountLines } from "./read-account-lines.ts";
import { checkShape, parseJson, readBytes } from "./read-json-file.ts";
import { manifestFile, readManifest } from "./read-manifest.ts";
import { temporaryPrefix, writeAtomically } from "./write-atomically.ts";
import { codeOf, writeFailure } from "./write-failure.ts";

/** How a directory is opened. */
export interface StoreOptions {
  /** Go on with the run that the directory holds; a missing or empty directory is a new run all the same. */
  readonly resume: boolean;
  readonly fs?: FileSystem | undefined;
}

/**
 * Opens a snapshot directory for writing: 0700, files 0600, with a `.gitignore` that hides everything. Throws a coded
 * error for a directory with foreign files, and for one with a snapshot unless it is resumed.
 */
export async function openSnapshotStore(directory: string, options: StoreOptions): Promise<SnapshotStore> {
  const fs = options.fs ?? nodeFileSystem;
  const names = await prepare(fs, directory);
  const manifest = await readManifest(directory);
  if (manifest === null && names.length > 0) {
    throw new CodedError(filesErrors.FILES_FOREIGN_DIRECTORY, { detail: directory });
  }
  if (manifest !== null && !options.resume) {
    throw new CodedError(filesErrors.FILES_SNAPSHOT_EXISTS, { detail: directory });
  }
  const prior = manifest === null ? null : { manifest, organization: await priorOrganization(directory) };
  await makeReady(fs, directory);
  const log = await openLog(fs, directory, prior);
  return makeStore(fs, directory, log, prior);
}

function makeStore(fs: FileSystem, directory: string, log: AccountLog, prior: PriorRun | null): SnapshotStore {
  const documents = new DocumentStore(fs, directory);
  const put = (file: string, value: unknown) =>
    writeAtomically(fs, directory, file, `${JSON.stringify(value, null, 2)}\n`);
  return {
    prior,
    putManifest: async (manifest) => {
      // Not before: a directory without a manifest must stay one that a later run takes for empty.
      await makeFolders(fs, directory);
      await put(manifestFile, manifest);
    },
    putMail: (mail) => put("mail.json", mail),
    putOrganization: (organization) => put("organization.json", organization),
    putAccount: (account) => log.append(account),
    account: (id) => log.read(id),
    accountIds: () => log.ids(),
    putDocument: (text) => documents.put(text),
    storeDocument: (text, shared) => documents.store(text, shared),
    putDetails: async (account, details) => {
      const path = `iam/${account}.json`;
      await writeAtomically(fs, directory, path, `${JSON.stringify(details)}\n`);
      return path;
    },
    finish: async (manifest) => {
      await log.compact();
      await put(manifestFile, manifest);
    },
  };
}

/** Makes the directory and returns the names in it that are not ours to ignore. */
async function prepare(fs: FileSystem, directory: string): Promise<readonly string[]> {
  try {
    await fs.mkdir(directory, { recursive: true, mode: 0o700 });
    const names = await fs.readdir(directory);
    return names.filter((name) => name !== ".gitignore" && !name.startsWith(temporaryPrefix));
  } catch (thrown) {
    throw writeFailure(thrown, directory);
  }
}

async function makeFolders(fs: FileSystem, directory: string): Promise<void> {
  try {
    for (const folder of ["iam", "policies"]) await fs.mkdir(join(directory, folder), { recursive: true, mode: 0o700 });
  } catch (thrown) {
    throw writeFailure(thrown, directory);
  }
}

async function makeReady(fs: FileSystem, directory: string): Promise<void> {
  try {
    await fs.chmod(directory, 0o700);
    for (const name of await fs.readdir(directory)) {
      if (name.startsWith(temporaryPrefix)) await fs.rm(join(directory, name), { force: true });
    }
  } catch (thrown) {
    throw writeFailure(thrown, directory);
  }
  // A snapshot is a map for an attacker: it must not slip into a repository.
  await writeAtomically(fs, directory, ".gitignore", "*\n");
}

/** What an interrupted run wrote of the organization; a damaged file is read again from AWS. */
async function priorOrganization(directory: string): Promise<PriorRun["organization"]> {
  try {
    const bytes = await readBytes(directory, "organization.json");
    if (bytes === null) return null;
    return checkShape(organizationSchema, parseJson(bytes, "organization.json"), "organization.json");
  } catch (thrown) {
    if (thrown instanceof CodedError) return null;
    throw thrown;
  }
}

/** Knows the whole lines again and cuts off a torn one. */
async function openLog(fs: FileSystem, directory: string, prior: PriorRun | null): Promise<AccountLog> {
  const bytes = prior === null ? null : await readBytes(directory, accountsFile);
  if (bytes === null) return new AccountLog(fs, directory, 0);
  const { lines, wholeBytes } = readAccountLines(bytes, accountsFile, true);
  try {
    if (wholeBytes < bytes.length) await fs.truncate(join(directory, accountsFile), wholeBytes);
  } catch (thrown) {
    throw writeFailure(thrown, `${accountsFile} ${codeOf(thrown)}`);
  }
  const log = new AccountLog(fs, directory, wholeBytes);
  for (const { account, offset, length } of lines) log.know(account.id, { offset, length });
  return log;
}
