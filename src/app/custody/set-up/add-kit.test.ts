import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { utf8 } from "../../../domain/crypto/bytes.ts";
import type { KitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import { openDraft } from "../../../world/deployment/open-draft.ts";
import { writeDeployment } from "../../../world/deployment/write-deployment.ts";
import { createIdentity } from "../../../world/identity/create-identity.ts";
import { openIdentity } from "../../../world/identity/open-identity.ts";
import { age } from "../../../world/sealing/age.ts";
import { shamir } from "../../../world/sealing/shamir.ts";
import { makeKit } from "../kit/make-kit.ts";
import { addKit } from "./add-kit.ts";
import { addPerson } from "./add-person.ts";
import { initCustody } from "./init-custody.ts";
import { readDraft } from "./read-draft.ts";
import { signGenesis } from "./sign-genesis.ts";

const top = mkdtempSync(join(tmpdir(), "rootward-add-kit-"));
const directory = join(top, "custody");
const draft = openDraft(join(directory, "draft"));
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const passphrase = (): Secret<Uint8Array> => new Secret(utf8("abandon ability able about above absent absorb"));
const deployment = "rehearsal-acme";

const kit = async (vault: "P" | "S", of = deployment): Promise<KitManifest> => {
  const order = { deployment: of, vault, holders: ["ann", "bob"], threshold: 2 };
  const dates = { madeOn: "2026-11-22", expiresOn: "2027-11-22" };
  const sheet = { sites: [], custodianDoor: null, rosterHash: null, checkpoint: null, copies: [] };
  return (await makeKit({ ...order, ...dates, sheet }, { age, shamir, random })).manifest;
};
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "done";
  } catch (error) {
    return error instanceof CodedError ? error.row.code : String(error);
  }
};
const named = () => readDraft(draft).roster.kitRecipients;

beforeAll(async () => {
  for (const id of ["ann", "bob"]) {
    await createIdentity(age, { directory: join(top, id), deployment, id, name: id, passphrase: passphrase() });
  }
});
beforeEach(() => {
  rmSync(directory, { recursive: true, force: true });
  const wish = { deployment, host: "localhost", mode: "rehearsal", management: null, port: 7843 } as const;
  const ensureUser = () => ({ uid: 0, gid: 0 });
  initCustody({ random, isRoot: false, ensureUser, write: writeDeployment })({
    directory,
    wish,
    only: null,
    remote: null,
  });
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe("a kit in the draft", () => {
  it("is named by the roster that the founders then sign", async () => {
    const [p, s] = [await kit("P"), await kit("S")];
    expect(addKit(draft)(p)).toEqual({ kitRecipients: { P: p.recipient }, hasReplaced: false });
    for (const id of ["ann", "bob"]) {
      addPerson(draft)({
        person: openIdentity(age, join(top, id)).person,
        roles: ["approver", "requester", "unsealer"],
      });
    }
    addKit(draft)(s);
    const own = openIdentity(age, join(top, "ann"));
    const nowSeconds = () => 1_795_230_000;
    const unlock = () => own.unlockSigner(passphrase(), nowSeconds());
    const { documents } = await signGenesis({ draft, random, nowSeconds, person: own.person, unlock })(null);
    expect(documents.roster.document.kitRecipients).toEqual({ P: p.recipient, S: s.recipient });
    // What is signed no longer changes.
    expect(codeOf(() => addKit(draft)(p))).toBe("SETUP_SIGNING_BEGUN");
  });

  it("takes the place of an older one of its vault, and says so", async () => {
    const [older, newer] = [await kit("P"), await kit("P")];
    addKit(draft)(older);
    expect(addKit(draft)(older).hasReplaced).toBe(false);
    expect(addKit(draft)(newer)).toEqual({ kitRecipients: { P: newer.recipient }, hasReplaced: true });
  });

  it("is refused for another deployment, for both vaults with one key, and with a person's key", async () => {
    const p = await kit("P");
    addKit(draft)(p);
    expect(codeOf(() => addKit(draft)({ ...p, deployment: "rehearsal-other" }))).toBe("CUSTODY_OTHER_DEPLOYMENT");
    expect(codeOf(() => addKit(draft)({ ...p, vault: "S" }))).toBe("SETUP_KIT_TAKEN");
    const { person } = openIdentity(age, join(top, "ann"));
    addPerson(draft)({ person, roles: ["approver"] });
    expect(codeOf(() => addKit(draft)({ ...p, recipient: person.recipientP }))).toBe("SETUP_KIT_TAKEN");
    expect(named()).toEqual({ P: p.recipient });
  });
});
