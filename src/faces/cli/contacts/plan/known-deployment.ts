import { clientErrors } from "../../../../app/custody/client/errors.ts";
import { keptRules } from "../../../../app/custody/client/stop/at-the-door.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import type { ReleasePolicyDocument } from "../../../../domain/custody/documents/release-policy-document.ts";
import { gatePort } from "../../bg/gate-port.ts";
import { ownClient } from "../../bg/own-client.ts";
import type { Standing } from "../../bg/screen.ts";
import type { Invocation } from "../../command.ts";
import { usageError } from "../../usage-error.ts";

/** The deployment that a plan is for. */
export interface KnownDeployment {
  readonly deployment: string;
  /** The release policy as it was verified last; `null` where none was. */
  readonly policy: ReleasePolicyDocument | null;
  readonly standing: Standing;
}

/**
 * The deployment of `--identity`, else the one that the gate of `--gate` says it is; no key is unlocked. Throws `CLI_USAGE`
 * without either.
 */
export async function knownDeployment(invocation: Invocation): Promise<KnownDeployment> {
  const { settings } = invocation;
  if (settings.text("identity") !== null) {
    const { deps } = ownClient(invocation);
    const { deployment } = deps.self.person;
    const policy = keptPolicy(deps);
    return { deployment, policy, standing: standingOf(deployment, policy) };
  }
  const url = settings.text("gate");
  if (url === null) {
    throw usageError("a plan is for one deployment: name your identity (--identity DIR) or the gate (--gate URL)");
  }
  const { deployment } = await gatePort(url).status();
  return { deployment, policy: null, standing: standingOf(deployment, null) };
}

function keptPolicy(deps: Parameters<typeof keptRules>[0]): ReleasePolicyDocument | null {
  try {
    return keptRules(deps).policy;
  } catch (error) {
    if (error instanceof CodedError && error.row.code === clientErrors.CLIENT_NO_PIN.code) return null;
    throw error;
  }
}

function standingOf(deployment: string, policy: ReleasePolicyDocument | null): Standing {
  return { isRehearsal: deployment.startsWith("rehearsal-"), isSolo: policy?.solo ?? false };
}
