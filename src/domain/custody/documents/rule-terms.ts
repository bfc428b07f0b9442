import { z } from "zod";
import { idField } from "./fields.ts";

const termField = z.strictObject({ group: idField, min: z.int().min(1).max(50) });

/**
 * Who must agree: every term of `all` and, where it stands, one term of `any`. A list that stands there empty, or neither
 * list, is nobody.
 */
export const ruleTermsFields = {
  all: z.array(termField).max(20).optional(),
  any: z.array(termField).max(20).optional(),
};

const ruleTermsField = z.strictObject(ruleTermsFields);

/** `min` different persons of a group. */
export type RuleTerm = Readonly<z.infer<typeof termField>>;

/** Who must agree. */
export type RuleTerms = Readonly<z.infer<typeof ruleTermsField>>;

/** The terms as a field of a document. */
export const ruleTermsSchema = ruleTermsField;
