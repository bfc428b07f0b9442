import type { Deed } from "../../domain/custody/sessions/deed.ts";
import { disableOrganizationsRootCredentialsManagement } from "../../world/aws/deeds/iam/disable-organizations-root-credentials-management.ts";
import { disableOrganizationsRootSessions } from "../../world/aws/deeds/iam/disable-organizations-root-sessions.ts";
import { enableOrganizationsRootCredentialsManagement } from "../../world/aws/deeds/iam/enable-organizations-root-credentials-management.ts";
import { enableOrganizationsRootSessions } from "../../world/aws/deeds/iam/enable-organizations-root-sessions.ts";
import { enableAwsServiceAccess } from "../../world/aws/deeds/organizations/enable-aws-service-access.ts";
import type { Deeds } from "../../world/aws/deeds/runtime/deeds.ts";

/** What a session of the management account can be asked to switch; the four switches give the features on afterwards. */
export interface FeatureSwitchDeeds {
  readonly enableAwsServiceAccess: (input: { readonly servicePrincipal: string }) => Promise<Deed<unknown>>;
  readonly enableOrganizationsRootCredentialsManagement: () => Promise<Deed<readonly string[]>>;
  readonly disableOrganizationsRootCredentialsManagement: () => Promise<Deed<readonly string[]>>;
  readonly enableOrganizationsRootSessions: () => Promise<Deed<readonly string[]>>;
  readonly disableOrganizationsRootSessions: () => Promise<Deed<readonly string[]>>;
}

/** The switches of an opened session. */
export function featureSwitchDeeds(deeds: Deeds): FeatureSwitchDeeds {
  return {
    enableAwsServiceAccess: (input) => enableAwsServiceAccess(deeds, input),
    enableOrganizationsRootCredentialsManagement: () => enableOrganizationsRootCredentialsManagement(deeds),
    disableOrganizationsRootCredentialsManagement: () => disableOrganizationsRootCredentialsManagement(deeds),
    enableOrganizationsRootSessions: () => enableOrganizationsRootSessions(deeds),
    disableOrganizationsRootSessions: () => disableOrganizationsRootSessions(deeds),
  };
}
