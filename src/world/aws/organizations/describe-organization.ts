import type { Answer } from "../../../domain/snapshot/calls/answer.ts";
import type { Session } from "../session/session.ts";

/** The organization of the caller's account. */
export interface OrganizationDescription {
  readonly id: string;
  readonly featureSet: "ALL" | "CONSOLIDATED_BILLING";
  readonly managementAccount: string;
  readonly managementEmail: string | null;
}

/** Describes the organization; any account of it may ask. */
export function describeOrganization(session: Session): Promise<Answer<OrganizationDescription>> {
  return session.call("organizations:DescribeOrganization", async (clients, options) => {
    const [{ DescribeOrganizationCommand }, client] = await Promise.all([
      import("@aws-sdk/client-organizations"),
      clients.organizations(),
    ]);
    const { Organization } = await client.send(new DescribeOrganizationCommand({}), options);
    return {
      id: Organization?.Id ?? "",
      // Only ALL gives the guards; a value that AWS adds later must not count as all features.
      featureSet: Organization?.FeatureSet === "ALL" ? "ALL" : "CONSOLIDATED_BILLING",
      managementAccount: Organization?.MasterAccountId ?? "",
      managementEmail: Organization?.MasterAccountEmail ?? null,
    };
  });
}
