/** The layer that AWS says refused a call; `unsaid` when the message does not tell. */
export type DenialLayer =
  | "identity-policy-silent"
  | "identity-policy"
  | "scp"
  | "scp-silent"
  | "rcp"
  | "boundary"
  | "session-policy"
  | "resource-policy"
  | "endpoint-policy"
  | "unsaid";

const patterns: readonly (readonly [RegExp, DenialLayer])[] = [
  [/explicit deny in an? service control policy/i, "scp"],
  [/no service control policy allows/i, "scp-silent"],
  [/explicit deny in an? resource control policy/i, "rcp"],
  [/explicit deny in an? identity-based policy/i, "identity-policy"],
  [/(explicit deny in an? |no )permissions boundar/i, "boundary"],
  [/(explicit deny in an? |no )session policy/i, "session-policy"],
  [/(explicit deny in an? |no )vpc endpoint policy/i, "endpoint-policy"],
  [/(explicit deny in an? |no )resource-based policy/i, "resource-policy"],
  [/no identity-based policy allows/i, "identity-policy-silent"],
];

/** Reads the "because …" part of an access-denied message. Source: IAM guide, troubleshooting access denied messages. */
export function denialLayer(message: string): DenialLayer {
  return patterns.find(([pattern]) => pattern.test(message))?.[1] ?? "unsaid";
}

const advice: Readonly<Record<Exclude<DenialLayer, "identity-policy-silent" | "unsaid">, string>> = {
  "identity-policy": "An identity policy of the principal denies it; adding an Allow will not help.",
  scp: "A service control policy denies it; adding an Allow will not help.",
  "scp-silent": "No service control policy on the account's path allows it; adding an Allow elsewhere will not help.",
  rcp: "A resource control policy denies it; adding an Allow will not help.",
  boundary: "The permissions boundary of the principal does not let it through.",
  "session-policy": "The session policy does not let it through.",
  "resource-policy": "A resource policy does not let it through.",
  "endpoint-policy": "A VPC endpoint policy does not let it through.",
};

/** What a person should do about it, as one sentence; empty when AWS did not say which layer it was. */
export function layerAdvice(layer: DenialLayer, action: string): string {
  if (layer === "unsaid") return "";
  return layer === "identity-policy-silent" ? `Add ${action} to the policy of the principal.` : advice[layer];
}
