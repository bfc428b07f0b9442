import { courierPolicyPage } from "../../src/faces/cli/explain/courier-policy-page.ts";
import type { Generator } from "./generator.ts";

/** docs/courier-policy.md: the documents for the courier's principal and its three roles. */
export const courierPolicy: Generator = {
  owns: [],
  files: () => Promise.resolve(new Map([["docs/courier-policy.md", courierPolicyPage()]])),
};
