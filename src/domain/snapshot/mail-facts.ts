import { z } from "zod";
import { factSchema } from "./fact-schema.ts";

/** What one MX host answered on port 25. */
export const mxHostSchema = z.strictObject({
  host: z.string(),
  preference: z.number(),
  starttls: factSchema(
    z.strictObject({
      offered: z.boolean(),
      /** The handshake completed. Null when STARTTLS was not offered. */
      handshake: z.boolean().nullable(),
      tlsVersion: z.string().nullable(),
      /** The chain is trusted and names the MX host. */
      certificateValid: z.boolean().nullable(),
      problem: z.string().nullable(),
    }),
  ).optional(),
});

/** One mail domain. */
export const mailDomainSchema = z.strictObject({
  domain: z.string(),
  registrable: z.string().nullable(),
  mx: factSchema(
    z.strictObject({
      /** `mx` usable MX records, `implicit` none but an address record, `null-mx` `MX 0 .`, `none` nothing at all. */
      kind: z.enum(["mx", "implicit", "null-mx", "none"]),
      hosts: z.array(mxHostSchema),
      provider: z.string().nullable(),
    }),
  ),
  mtaSts: factSchema(
    z.strictObject({
      status: z.enum(["valid", "none", "invalid"]),
      mode: z.enum(["enforce", "testing", "none"]).nullable(),
      mx: z.array(z.string()),
      /** MX hosts that no pattern covers. */
      uncovered: z.array(z.string()),
      problem: z.string().nullable(),
    }),
  ).optional(),
  tlsRpt: factSchema(z.strictObject({ status: z.enum(["valid", "none", "invalid"]) })).optional(),
  dane: factSchema(z.strictObject({ status: z.enum(["valid", "none", "invalid"]) })).optional(),
  dnssec: factSchema(z.strictObject({ status: z.enum(["valid", "none", "invalid"]) })).optional(),
  /** Registration of the registrable domain by RDAP; `expiresAt` ISO 8601. */
  registration: factSchema(z.strictObject({ registered: z.boolean(), expiresAt: z.string().nullable() })).optional(),
});

/** See `mailDomainSchema`. */
export type MailDomainFacts = z.infer<typeof mailDomainSchema>;

/** `mail.json`, written with `--mail`. */
export const mailSchema = z.strictObject({ domains: z.array(mailDomainSchema) });

/** See `mailSchema`. */
export type MailFacts = z.infer<typeof mailSchema>;
