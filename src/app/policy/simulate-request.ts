import { z } from "zod";

const account = z.string().regex(/^[0-9]{12}$/, "must be twelve digits in text");
// Not a record: zod would copy it and lose a key `__proto__`, and the policy parser must see every key.
const document = z.unknown().meta({ type: "object", description: "A policy document" });
const documents = z.array(document);
const levels = z.array(documents);
const values = z.union([z.string(), z.array(z.string())]);

const principal = z.strictObject({
  arn: z.string().min(1),
  account: account.optional(),
  kind: z
    .enum([
      "user",
      "role",
      "role-session",
      "federated-user",
      "root",
      "assumed-root",
      "service",
      "service-linked-role",
      "identity-provider",
    ])
    .optional(),
  management: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  sessionOf: z.string().optional(),
});

/** One request of `rootward policy simulate`; unknown members are errors. Documents are read by the policy parser. */
export const simulateRequest = z.strictObject({
  principal: z.union([z.literal("anonymous"), principal]),
  policies: z.strictObject({
    identity: documents.default([]),
    boundary: documents.optional(),
    session: documents.optional(),
    resource: document.optional(),
    endpoint: documents.optional(),
    scps: levels.optional(),
    rcps: levels.optional(),
  }),
  request: z.strictObject({
    action: z.string().regex(/^[A-Za-z0-9-]+:[A-Za-z0-9_-]+$/, "must be one action, service:Name, without wildcards"),
    resource: z
      .string()
      .regex(/^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+)$/su, 'must be an ARN, or "*" for an action without resource'),
    resourceAccount: account.optional(),
    context: z.record(z.string(), values).default({}),
  }),
});

/** A request after its shape was checked. */
export type SimulateRequest = z.infer<typeof simulateRequest>;
