import { decide } from "../../iam/decide/decide.ts";
import type { AccountModel, ModelPrincipal } from "../account-model.ts";

/** A role that admits a service; `why` says what is missing to be sure, null when nothing. */
export interface Trusting {
  readonly role: ModelPrincipal;
  readonly why: string | null;
}

/**
 * Whether a role of the account lets a service in; null: it does not. Identity pools of Cognito come with a token of an
 * identity provider, all other services as themselves.
 */
export function trustOf(model: AccountModel, role: ModelPrincipal, service: string): Trusting | null {
  const { trust, arn, account, management } = role.principal;
  if (trust === undefined) return null;
  if ("unknown" in trust) return { role, why: `the trust policy of ${arn} is not known: ${trust.unknown}` };
  const isPool = service.startsWith("cognito-identity.");
  const spellings = new Set<string>();
  for (const { effect, principals } of trust.policy.statements) {
    if (effect !== "Allow") continue;
    for (const { type, value } of principals?.entries ?? []) {
      if (type === "*") spellings.add(service);
      else if (type === (isPool ? "Federated" : "Service") && (value === "*" || plainName(value) === service)) {
        spellings.add(value === "*" ? service : value);
      }
    }
  }
  let why: string | null = null;
  for (const spelling of spellings) {
    const answer = decide(
      {
        caller: {
          arn: spelling,
          account,
          kind: isPool ? "identity-provider" : "service",
          management: false,
          tags: {},
        },
        layers: { identity: [], resource: trust, rcps: management ? undefined : model.rcps },
        ask: {
          action: isPool ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole",
          resource: arn,
          resourceAccount: account,
          context: new Map([
            ["aws:sourceaccount", [account]],
            ["aws:principalisawsservice", [String(!isPool)]],
          ]),
          otherKeys: "unknown",
        },
      },
      { trace: false },
    );
    if (answer.decision === "allowed") return { role, why: null };
    if (answer.decision === "unknown") why ??= `whether ${arn} admits ${service}: ${answer.why}`;
  }
  return why === null ? null : { role, why };
}

/** A service principal without region and without the ending of China: `states.eu-west-1.amazonaws.com`. */
function plainName(host: string): string {
  return host.replace(/\.cn$/, "").replace(/\.[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com$/, ".amazonaws.com");
}
