// A plan of contact changes: what custodians approve, wait for and may veto, and the only thing that is carried out. It
// names each old record beside the new one, because AWS replaces records whole and a change made meanwhile must stop it.
// Batches of it and their session policies: `contacts-batches.ts`, `contacts-policy.ts`.
import { z } from "zod";
import { canonicalPhone } from "../../core/canonical-contact.ts";
import { CodedError } from "../../core/coded-error.ts";
import { toBase64url } from "../../crypto/base64url.ts";
import { canonicalBytes, readCanonical } from "../../crypto/canonical-json.ts";
import { sha256 } from "../../crypto/sha256.ts";
import { accountField, ascending, deploymentField, nameField, secondsField } from "../documents/fields.ts";
import {
  alternateTypes,
  heldAlternateSchema,
  heldMailboxSchema,
  heldPrimarySchema,
  newAlternateSchema,
  newMailboxSchema,
  newPrimarySchema,
} from "./records/contact-fields.ts";
import { contactsErrors } from "./errors.ts";
import {
  differingAlternateFields,
  differingPrimaryFields,
  normalAlternate,
  normalPrimary,
  sameMailbox,
} from "./records/normal-contact.ts";

const primaryChange = z
  .strictObject({ kind: z.literal("primary"), old: heldPrimarySchema.nullable(), new: newPrimarySchema })
  .refine((change) => isNormal(change.new, normalPrimary) && isNormal(change.old, normalPrimary), "not in normal form")
  .refine((change) => change.old === null || differingPrimaryFields(change.old, change.new).length > 0, "no change");

const alternateChange = z
  .strictObject({
    kind: z.literal("alternate"),
    type: z.enum(alternateTypes),
    /** `null`: there is none. */
    old: heldAlternateSchema.nullable(),
    /** `null`: it is deleted. */
    new: newAlternateSchema.nullable(),
  })
  .refine((each) => isNormal(each.new, normalAlternate) && isNormal(each.old, normalAlternate), "not in normal form")
  .refine((each) => {
    if (each.old === null || each.new === null) return each.old !== each.new;
    return differingAlternateFields(each.old, each.new).length > 0;
  }, "no change");

const mailboxChange = z
  .strictObject({ kind: z.literal("mailbox"), old: heldMailboxSchema, new: newMailboxSchema })
  .refine((change) => !sameMailbox(change.old, change.new), "no change");

const contactChange = z.discriminatedUnion("kind", [primaryChange, alternateChange, mailboxChange]);

/** One change of one account; a change of the phone number is a `primary` one. */
export type ContactChange = Readonly<z.infer<typeof contactChange>>;

/** The changes of one kind. */
export type ContactChangeOf<K extends ContactChange["kind"]> = Extract<ContactChange, { readonly kind: K }>;

const line = z
  .string()
  .max(320)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);

/** Shape of everything planned for one account. */
export const plannedAccountSchema = z.strictObject({
  account: accountField,
  name: nameField,
  changes: z
    .array(contactChange)
    .min(1)
    .refine((all) => all.every((each, at) => at === 0 || rankOf(all[at - 1]) < rankOf(each)), "rising, none twice"),
  /** Who hears of it: addresses, numbers and the people behind both. */
  tell: z.strictObject({ mailboxes: ascending(line), phones: ascending(line), people: ascending(line) }),
});

/** Everything planned for one account. */
export type PlannedAccount = Readonly<z.infer<typeof plannedAccountSchema>>;

/** Shape of a plan of contact changes. */
export const contactsPlanSchema = z
  .strictObject({
    schema: z.literal("rootward.contacts-plan/v1"),
    deployment: deploymentField,
    /** Unix seconds. */
    madeAt: secondsField,
    management: accountField,
    organization: z.string().regex(/^o-[a-z0-9]{10,32}$/),
    accounts: z
      .array(plannedAccountSchema)
      .min(1)
      .max(1000)
      .refine(
        (all) => all.every((each, at) => at === 0 || (all[at - 1]?.account ?? "") < each.account),
        "ascending, none twice",
      ),
  })
  .refine(
    ({ management, accounts }) => accounts.every(({ account }) => partitionOf(account) === partitionOf(management)),
    "accounts of another partition",
  )
  .refine(
    ({ management, accounts }) =>
      accounts.every((each) => each.account !== management || each.changes.every(({ kind }) => kind !== "mailbox")),
    "the mailbox of the management account moves by hand",
  );

/** See `contactsPlanSchema`. */
export type ContactsPlan = Readonly<z.infer<typeof contactsPlanSchema>>;

/** What a plan touches, as `rw.contacts/v1` names it. */
export type ContactKind = "alternate" | "mailbox" | "phone" | "primary";

/** The largest plan, in bytes. */
export const maxPlanBytes = 8 * 1024 * 1024;

/** Kinds of everything planned, ascending; `primary` stands for any field but the phone number. */
export function kindsOf(plan: ContactsPlan): readonly ContactKind[] {
  const kinds = new Set(plan.accounts.flatMap(({ changes }) => changes.flatMap(kindsOfChange)));
  return [...kinds].toSorted();
}

/** Kinds of one change. */
export function kindsOfChange(change: ContactChange): readonly ContactKind[] {
  if (change.kind !== "primary") return [change.kind];
  const fields = differingPrimaryFields(change.old ?? {}, change.new);
  const isPhone = canonicalPhone(change.old?.PhoneNumber ?? "") !== canonicalPhone(change.new.PhoneNumber);
  return [
    ...(isPhone ? (["phone"] as const) : []),
    ...(fields.some((field) => field !== "PhoneNumber") ? (["primary"] as const) : []),
  ];
}

/** The plan's one byte string, which is its file and what its hash is over. In it `"none"` stands for a missing record. */
export function planBytes(plan: ContactsPlan): Uint8Array {
  return canonicalBytes(withRecords(plan, (record) => (record === null ? none : record)));
}

/** The hash by which a document names a plan: base64url of SHA-256 over `planBytes`. */
export function planHash(plan: ContactsPlan): string {
  return toBase64url(sha256(planBytes(plan)));
}

/** Reads a plan from exactly the bytes of `planBytes`. Throws `CONTACTS_PLAN_FOREIGN` for anything else. */
export function readContactsPlan(bytes: Uint8Array): ContactsPlan {
  if (bytes.length > maxPlanBytes) throw foreign(`${bytes.length} bytes`);
  const read = contactsPlanSchema.safeParse(withRecords(canonicalValue(bytes), recordOf));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw foreign(issue?.message ?? "", ["$", ...(issue?.path ?? []).map(String)].join("."));
}

/** `aws` of `aws:111122223333`. */
export function partitionOf(account: string): string {
  return account.slice(0, account.lastIndexOf(":"));
}

/** `111122223333` of `aws:111122223333`. */
export function idOf(account: string): string {
  return account.slice(account.lastIndexOf(":") + 1);
}

const none = "none";

// `null` has no canonical form, so bytes that hold it were refused before.
function recordOf(record: unknown): unknown {
  return record === none ? null : record;
}

function canonicalValue(bytes: Uint8Array): unknown {
  try {
    return readCanonical(bytes);
  } catch (error) {
    if (error instanceof CodedError) throw foreign(error.detail ?? "", error.position?.path);
    throw error;
  }
}

/** A copy in which `old` and `new` of every primary and alternate change went through `map`; other values stay. */
function withRecords(plan: unknown, map: (record: unknown) => unknown): unknown {
  return mapped(plan, "accounts", (account) =>
    mapped(account, "changes", (change) =>
      isObject(change) && change["kind"] !== "mailbox"
        ? Object.fromEntries(
            Object.entries(change).map(([key, each]) => [key, key === "old" || key === "new" ? map(each) : each]),
          )
        : change,
    ),
  );
}

function mapped(holder: unknown, list: string, map: (item: unknown) => unknown): unknown {
  if (!isObject(holder)) return holder;
  const items = holder[list];
  return Array.isArray(items) ? { ...holder, [list]: items.map(map) } : holder;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function rankOf(change: ContactChange | undefined): number {
  if (change === undefined) return -1;
  if (change.kind === "alternate") return 1 + alternateTypes.indexOf(change.type);
  return change.kind === "primary" ? 0 : 4;
}

type Fields = Readonly<Record<string, string | undefined>>;

function isNormal(contact: Fields | null, normal: (contact: Fields) => Fields): boolean {
  if (contact === null) return true;
  const right = normal(contact);
  const names = Object.keys(contact).filter((name) => contact[name] !== undefined);
  return names.length === Object.keys(right).length && names.every((name) => contact[name] === right[name]);
}

function foreign(detail: string, path?: string): CodedError {
  return new CodedError(contactsErrors.CONTACTS_PLAN_FOREIGN, {
    detail: detail.slice(0, 300),
    ...(path === undefined ? {} : { position: { path: path.slice(0, 200) } }),
  });
}
