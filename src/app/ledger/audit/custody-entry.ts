import { z } from "zod";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { readCanonical } from "../../../domain/crypto/canonical-json.ts";

const entrySchema = z.strictObject({
  v: z.literal(1),
  type: z.string().regex(/^[a-z][a-z0-9._-]{1,63}$/),
  /** Unix milliseconds. */
  at: z.int().min(0),
  src: z.enum(["gate", "broker"]),
  deployment: z.string().regex(/^[a-z0-9-]{1,63}$/),
  actor: z.strictObject({
    person: z.string().min(1),
    via: z.enum(["passkey", "cli", "offline", "system"]),
    cred: z.string(),
  }),
  account: z
    .string()
    .regex(/^aws(?:-cn|-us-gov)?:[0-9]{12}$/)
    .optional(),
  request: z.string().min(1).max(100).optional(),
  d: z.record(z.string(), z.union([z.string(), z.int(), z.boolean(), z.array(z.string())])),
});

/** An entry of a custody log. */
export type CustodyEntry = Readonly<z.infer<typeof entrySchema>>;

/** Reads an entry strictly: canonical, known fields only. Never throws; says what is wrong. */
export function readCustodyEntry(
  bytes: Uint8Array,
): { readonly status: "read"; readonly entry: CustodyEntry } | { readonly status: "foreign"; readonly why: string } {
  try {
    const read = entrySchema.safeParse(readCanonical(bytes));
    if (read.success) return { status: "read", entry: read.data };
    const [issue] = read.error.issues;
    return { status: "foreign", why: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`.slice(0, 200) };
  } catch (thrown) {
    if (thrown instanceof CodedError) return { status: "foreign", why: thrown.detail ?? thrown.row.title };
    throw thrown;
  }
}
