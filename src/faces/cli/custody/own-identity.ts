import { resolve } from "node:path";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { identityErrors } from "../../../world/identity/errors.ts";
import { type Identity, openIdentity } from "../../../world/identity/open-identity.ts";
import { age } from "../../../world/sealing/age.ts";
import type { Invocation } from "../command.ts";

/** The identity that the command is used with. Throws `IDENTITY_MISSING` when none is named, and as `openIdentity`. */
export function ownIdentity({ io, settings }: Pick<Invocation, "io" | "settings">): Identity {
  const directory = settings.text("identity");
  if (directory === null) throw new CodedError(identityErrors.IDENTITY_MISSING, { detail: "no directory is named" });
  return openIdentity(age, resolve(io.cwd, directory));
}
