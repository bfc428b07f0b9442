import { z } from "zod";
import {
  ascending,
  bytesField,
  countField,
  credentialIdField,
  envelopeFields,
  hashField,
  idField,
  nameField,
  recipientField,
  secondsField,
  someBytesField,
} from "./fields.ts";
import { ruleTermsSchema } from "./rule-terms.ts";

/** What a person may do; no role releases secrets alone. */
export const roles = ["approver", "auditor", "custodian", "operator-p", "operator-s", "requester", "unsealer"] as const;

/** One thing that a person may do. */
export type Role = (typeof roles)[number];

const passkeyField = z.strictObject({
  kind: z.literal("passkey"),
  credId: credentialIdField,
  spki: someBytesField(1024),
  alg: z.union([z.literal(-8), z.literal(-7), z.literal(-257)]),
  rpId: z.string().regex(/^[a-z0-9.-]{1,253}$/),
  /** Left out for a key without PRF, which can only sign. */
  prfSalt: bytesField(32).optional(),
  /** Backup-eligible: a synced passkey. */
  be: z.boolean(),
});

const cliKeyField = z.strictObject({
  kind: z.literal("cli"),
  credId: credentialIdField,
  spki: someBytesField(1024),
  alg: z.literal(-8),
});

const personField = z.strictObject({
  id: idField,
  name: nameField,
  idp: z.array(z.strictObject({ iss: z.string().min(1).max(512), sub: z.string().min(1).max(512) })).max(10),
  roles: ascending(z.enum(roles)),
  credentials: z.array(z.discriminatedUnion("kind", [passkeyField, cliKeyField])).max(20),
  recipientP: recipientField.optional(),
  recipientS: recipientField.optional(),
  /** SHA-256 of the SubjectPublicKeyInfo of the key for the custodian door. */
  doorSpki: bytesField(32).optional(),
  activeFrom: secondsField,
});

/** One person of a roster. */
export type RosterPerson = Readonly<z.infer<typeof personField>>;

/** A key that a person signs with. */
export type RosterCredential = RosterPerson["credentials"][number];

/** A passkey of a roster. */
export type RosterPasskey = Readonly<z.infer<typeof passkeyField>>;

/** `rw.roster/v1`: who the people are, which keys speak for them, and who decides on the next version. */
export const rosterSchema = z.strictObject({
  type: z.literal("rw.roster/v1"),
  ...envelopeFields,
  version: countField,
  /** D of the version before; empty in the first. */
  previous: z.union([z.literal(""), hashField]),
  separation: z.enum(["users", "none"]),
  sites: z
    .array(z.strictObject({ rpId: z.string().regex(/^[a-z0-9.-]{1,253}$/), origin: z.string().max(300) }))
    .min(1)
    .max(10),
  persons: z.array(personField).min(1).max(200),
  groups: z.array(z.strictObject({ name: idField, members: ascending(idField) })).max(100),
  broker: z.strictObject({ spki: someBytesField(1024), doorSpki: bytesField(32) }),
  kitRecipients: z.strictObject({ P: recipientField.optional(), S: recipientField.optional() }),
  logKeys: z.strictObject({ gate: z.string().max(512), broker: z.string().max(512) }),
  witnesses: z.strictObject({ vkeys: z.array(z.string().max(512)).max(50), min: z.int().min(0).max(50) }),
  quorum: ruleTermsSchema,
});

/** A read `rw.roster/v1`; its inner consistency is `checkRoster`'s to judge. */
export type RosterDocument = Readonly<z.infer<typeof rosterSchema>>;

/** Named persons that rules count. */
export type RosterGroup = RosterDocument["groups"][number];
