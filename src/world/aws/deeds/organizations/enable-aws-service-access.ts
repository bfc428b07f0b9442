import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { confirmed } from "../runtime/confirmed.ts";
import type { Deeds } from "../runtime/deeds.ts";

/** Gives a service trusted access in the organization, e.g. `iam.amazonaws.com`; once more changes nothing. */
export function enableAwsServiceAccess(
  deeds: Deeds,
  input: { readonly servicePrincipal: string },
): Promise<Deed<null>> {
  return deeds.run("organizations:EnableAWSServiceAccess", async (clients, options) => {
    const [{ EnableAWSServiceAccessCommand }, client] = await Promise.all([
      import("@aws-sdk/client-organizations"),
      clients.organizations(),
    ]);
    confirmed(
      await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: input.servicePrincipal }), options),
    );
    return null;
  });
}
