/** A published schema, loaded when it is asked for. */
export interface PublishedSchema {
  readonly name: string;
  readonly what: string;
  readonly load: () => Promise<object>;
}

/** Every file with a published JSON Schema (draft 2020-12). */
export const schemas: readonly PublishedSchema[] = [
  {
    name: "snapshot",
    what: "the files of a snapshot directory",
    load: async () => (await import("../../../domain/snapshot/snapshot-json-schema.ts")).snapshotJsonSchema(),
  },
  {
    name: "inventory",
    what: "rootward-inventory.yaml: what people declare",
    load: async () => {
      const { inventorySchema } = await import("../../../domain/inventory/inventory.ts");
      return (await import("zod")).z.toJSONSchema(inventorySchema, { io: "input" });
    },
  },
  {
    name: "custody",
    what: "rootward-custody.yaml: places, holders and what custody needs",
    load: async () => {
      const { declaredCustodySchema } = await import("../../../domain/custody/readiness/declared-custody.ts");
      return (await import("zod")).z.toJSONSchema(declaredCustodySchema, { io: "input" });
    },
  },
  {
    name: "contacts",
    what: "contacts plan --file: what contacts and root mailboxes are to be",
    load: async () => {
      const { desiredContactsSchema } = await import("../../../domain/custody/contacts/planning/desired-contacts.ts");
      return (await import("zod")).z.toJSONSchema(desiredContactsSchema, { io: "input" });
    },
  },
  {
    name: "contacts-plan",
    what: "what contacts plan --save wrote: rootward.contacts-plan/v1",
    load: async () => (await import("../contacts/plan/plan-json-schema.ts")).planJsonSchema(),
  },
  {
    name: "root-access-plan",
    what: "what a root-access command wrote with --save: rootward.root-access-plan/v1",
    load: async () => {
      const { rootAccessPlanSchema } = await import("../../../domain/custody/root-access/root-access-plan.ts");
      return (await import("zod")).z.toJSONSchema(rootAccessPlanSchema);
    },
  },
  {
    name: "root-access-result",
    what: "what running such a plan wrote: rootward.root-access-result/v1",
    load: async () => {
      const { resultSchema } = await import("../root-access/apply/result-file.ts");
      return (await import("zod")).z.toJSONSchema(resultSchema);
    },
  },
  {
    name: "findings",
    what: "scan -f json: rootward.findings/v1",
    load: async () => {
      const { findingsSchema } = await import("../../../app/scan/outcome-schema.ts");
      return (await import("zod")).z.toJSONSchema(findingsSchema);
    },
  },
  {
    name: "paths",
    what: "paths -f json: rootward.paths/v1",
    load: async () => {
      const { pathsSchema } = await import("../../../app/scan/outcome-schema.ts");
      return (await import("zod")).z.toJSONSchema(pathsSchema);
    },
  },
  {
    name: "fix",
    what: "fix -f json and proof.json: rootward.fix/v1",
    load: async () => {
      const { fixProofSchema } = await import("../../../app/fix/fix-schema.ts");
      return (await import("zod")).z.toJSONSchema(fixProofSchema);
    },
  },
  {
    name: "waivers",
    what: "rootward-waivers.yaml: accepted findings",
    load: async () => {
      const { waiversSchema } = await import("../../../app/scan/waivers.ts");
      return (await import("zod")).z.toJSONSchema(waiversSchema, { io: "input" });
    },
  },
  {
    name: "baseline",
    what: "the baseline of --write-baseline",
    load: async () => {
      const { baselineSchema } = await import("../../../app/scan/outcome-schema.ts");
      return (await import("zod")).z.toJSONSchema(baselineSchema);
    },
  },
  {
    name: "simulate-request",
    what: "policy simulate --request: one request",
    load: async () => {
      const { simulateRequest } = await import("../../../app/policy/simulate-request.ts");
      return (await import("zod")).z.toJSONSchema(simulateRequest, { io: "input" });
    },
  },
  {
    name: "organization",
    what: "demo --org FILE: a pretend organization",
    load: async () => (await import("../../../demo/organization-file.ts")).organizationFileJsonSchema(),
  },
  {
    name: "config",
    what: "rootward.yaml: settings",
    load: async () => (await import("./config-schema.ts")).configJsonSchema(),
  },
];
