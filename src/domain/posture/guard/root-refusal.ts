import { rootArn } from "../../core/arn.ts";
import { decide } from "../../iam/decide/decide.ts";
import type { Decision, Layers } from "../../iam/decide/question.ts";
import type { Policy } from "../../iam/language/policy.ts";
import type { AccountView } from "../account-view.ts";
import { allowEverybody, type GuardRequest, guardQuestion } from "./guard-request.ts";
import { isDenied } from "./who-escapes.ts";

/** The three actions of a console sign-in: before the password, and two after it. */
export const signinActions = [
  "signin:Authenticate",
  "signin:AuthorizeOAuth2Access",
  "signin:CreateOAuth2Token",
] as const;

/** See `signinActions`. */
export type SigninAction = (typeof signinActions)[number];

/** Keys that tell where a sign-in comes from. A request carries an address or an endpoint's keys, never both. */
const networkKeys = ["aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"] as const;

type Network = Readonly<Partial<Record<(typeof networkKeys)[number], readonly string[]>>>;

// Documentation addresses (RFC 5737, RFC 3849) and somebody else's endpoint: networks that no company lists as its own.
const strangers: readonly Network[] = [
  { "aws:sourceip": ["192.0.2.201"] },
  { "aws:sourceip": ["198.51.100.17"] },
  { "aws:sourceip": ["203.0.113.94"] },
  { "aws:sourceip": ["2001:db8:5::9"] },
  {
    "aws:sourcevpc": ["vpc-0f00d0000stranger"],
    "aws:sourcevpce": ["vpce-0f00d0000stranger"],
    "aws:vpcsourceip": ["10.213.7.9"],
  },
];

/** Whether root is refused at one action: from everywhere, from outside the listed networks only, not surely, or not. */
export type Refusal = "everywhere" | "outside" | "unclear" | "no";

/** How policies answer root of the account at one sign-in action. `layers` holds the policies, `policies` the same. */
export function rootRefusal(
  view: AccountView,
  action: SigninAction,
  layers: Partial<Layers>,
  policies: readonly Policy[],
): Refusal {
  const ask = (network: Network | null): Decision => signinDecision(view, action, layers, policies, network);
  const anywhere = ask(null);
  if (isDenied(anywhere)) return "everywhere";
  if (strangers.every((network) => isDenied(ask(network)))) return "outside";
  return anywhere.decision === "allowed" ? "no" : "unclear";
}

/** True when the policies could refuse anybody at this action. */
export function touches(
  view: AccountView,
  action: SigninAction,
  layers: Partial<Layers>,
  policies: readonly Policy[],
): boolean {
  const question = guardQuestion(
    view,
    "anonymous",
    requestOf(view, action, null, null),
    withResource(layers),
    policies,
  );
  return decide(question, { trace: false }).decision !== "allowed";
}

function signinDecision(
  view: AccountView,
  action: SigninAction,
  layers: Partial<Layers>,
  policies: readonly Policy[],
  network: Network | null,
): Decision {
  const root = rootArn(view.manifest.partition, view.account.id);
  const request = requestOf(view, action, root, network);
  // Before the password there is no principal yet, only the name that signs in: `aws:PrincipalArn` is not there.
  const caller =
    action === "signin:Authenticate"
      ? "anonymous"
      : {
          arn: root,
          account: view.account.id,
          kind: "root" as const,
          management: view.account.kind === "management",
          tags: {},
        };
  return decide(guardQuestion(view, caller, request, withResource(layers), policies), { trace: false });
}

// Sign-in asks no identity policy: everybody may try unless a statement refuses.
function withResource(layers: Partial<Layers>): Partial<Layers> {
  const own = layers.resource;
  if (own === undefined || "unknown" in own) return { ...layers, resource: own ?? allowEverybody };
  const statements = [...allowEverybody.policy.statements, ...own.policy.statements];
  return { ...layers, resource: { name: own.name, policy: { version: own.policy.version, statements } } };
}

function requestOf(
  view: AccountView,
  action: SigninAction,
  root: string | null,
  network: Network | null,
): GuardRequest {
  const before = action === "signin:Authenticate";
  const absent: string[] = [before ? "aws:principalarn" : "signin:principalarn"];
  const context: Record<string, readonly string[]> = { ...network };
  if (before && root !== null) context["signin:principalarn"] = [root];
  if (network !== null) for (const key of networkKeys) if (network[key] === undefined) absent.push(key);
  return { action, resource: `arn:${view.manifest.partition}:signin:::console/main`, context, absent };
}
