import { z } from "zod";
import { dateSchema } from "./date-entry.ts";

const phone = z.string().regex(/^\+[\s0-9()-]{1,19}$/);

/** The primary contact; what is left out is filled with invented text, the phone is never. */
export const contactEntrySchema = z.strictObject({
  phone,
  verification: z.enum(["VERIFIED", "PENDING", "UNVERIFIED", "NOT_SUPPORTED"]).default("UNVERIFIED"),
  fullName: z.string().optional(),
  addressLine1: z.string().optional(),
  addressLine2: z.string().optional(),
  addressLine3: z.string().optional(),
  city: z.string().optional(),
  stateOrRegion: z.string().optional(),
  districtOrCounty: z.string().optional(),
  postalCode: z.string().optional(),
  countryCode: z.string().length(2).optional(),
  companyName: z.string().optional(),
  websiteUrl: z.string().optional(),
});

/** An alternate contact: an address, or the whole record. */
export const alternateEntrySchema = z.union([
  z.string().includes("@"),
  z.strictObject({
    email: z.string().includes("@"),
    name: z.string().default("Contact"),
    phone: phone.default("+1 555 0199"),
    title: z.string().default("Contact"),
  }),
]);

/** The last root e-mail update asked for through Account Management. */
export const emailUpdateEntrySchema = z.strictObject({
  status: z.enum(["PENDING", "ACCEPTED", "COMPLETED", "FAILED"]),
  updated: dateSchema,
  /** The new address; needed for PENDING. */
  email: z.string().includes("@").optional(),
});

/** See `contactEntrySchema`. */
export type ContactEntry = z.infer<typeof contactEntrySchema>;
/** See `alternateEntrySchema`. */
export type AlternateEntry = z.infer<typeof alternateEntrySchema>;
/** See `emailUpdateEntrySchema`. */
export type EmailUpdateEntry = z.infer<typeof emailUpdateEntrySchema>;
