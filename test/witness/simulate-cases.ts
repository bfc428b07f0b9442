import { decisionCases } from "./cases/decision-cases.ts";
import { malformedCases } from "./cases/malformed-cases.ts";
import { mfaSentenceCases, truthTableCases } from "./cases/mfa-cases.ts";
import { operatorCases } from "./cases/operator-cases.ts";
import { organizationCases } from "./cases/organization-cases.ts";
import { publishedCases } from "./cases/published-cases.ts";
import { serviceCases } from "./cases/service-cases.ts";
import { statementCases } from "./cases/statement-cases.ts";
import type { SimulateCase } from "./simulate-case.ts";

/** Requests of `policy simulate` with the answers that AWS's pages give, by subject. */
export const simulateCases: Readonly<Record<string, readonly SimulateCase[]>> = {
  "condition operators": operatorCases,
  "elements of statements": statementCases,
  "layers together": decisionCases,
  "organization policies": organizationCases,
  "trust, keys, service rules": serviceCases,
  "the MFA keys": [...truthTableCases, ...mfaSentenceCases],
  "policies that AWS published": publishedCases,
  "what cannot be decided": malformedCases,
};
