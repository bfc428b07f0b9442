import type { CredentialKind } from "../../iam/prove/credential-kind.ts";
import type { ProveLayer, Subject } from "../../iam/prove/subject.ts";
import { isFederated } from "../../iam/prove/facts/caller.ts";
import type { AccountModel, ModelPrincipal } from "../account-model.ts";
import { adminPolicy } from "../admin-policy.ts";
import { isPersonal, policiesOf } from "./mentioned-keys.ts";

/** What a principal may do with a credential, as a question to the engine. */
export function subjectFor(
  model: AccountModel,
  { principal }: ModelPrincipal,
  credential: CredentialKind,
  devices: number | "unknown",
): Subject {
  const { arn, account, kind, management, tags, identity, boundary } = principal;
  const scps = account === model.account ? model.scps : [{ unknown: `the service control policies of ${account}` }];
  return {
    principal: { arn, account, kind, management, tags },
    credential,
    devices,
    instant: model.instant,
    // The caller of GetFederationToken passes a session policy that takes nothing away.
    layers: {
      identity,
      boundary,
      session: isFederated(credential) ? [adminPolicy] : undefined,
      scps,
      rcps: model.rcps,
    },
  };
}

/** Gives numbers to things, the same to the same thing. */
export class Numbers {
  readonly #known = new WeakMap<object, number>();
  #last = 0;

  /** The number of a thing. */
  of(thing: object): number {
    const known = this.#known.get(thing);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#known.set(thing, this.#last);
    return this.#last;
  }
}

/** A text that is the same for subjects of one account that every question answers alike. */
export function subjectKey(subject: Subject, numbers: Numbers): string {
  const { principal, credential, devices, layers } = subject;
  const place = (layer: ProveLayer | undefined): string => {
    if (layer === undefined) return "-";
    if ("unknown" in layer) return `?${layer.unknown}`;
    return layer.map(({ name, policy }) => `${numbers.of(policy)}:${name}`).join(",");
  };
  const some = devices === "unknown" ? devices : Math.min(devices, 1);
  // A rule on devices looks at whether the thing is the caller's own.
  const isOwn = some !== 0 && principal.kind === "user";
  const who = isOwn || policiesOf(layers).some(isPersonal) ? principal.arn : principal.account;
  return [
    who,
    principal.kind,
    principal.management,
    credential,
    some,
    place(layers.identity),
    place(layers.boundary),
  ].join("|");
}
