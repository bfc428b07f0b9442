import { z } from "zod";
import { contactsPlanSchema } from "../../../../domain/custody/contacts/contacts-plan.ts";

/** JSON Schema of a saved plan, in which `"none"` stands for a record that is not there. */
export function planJsonSchema(): object {
  return z.toJSONSchema(contactsPlanSchema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.anyOf === undefined) return;
      jsonSchema.anyOf = jsonSchema.anyOf.map((each) => (each.type === "null" ? { const: "none" } : each));
    },
  });
}
