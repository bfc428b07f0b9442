import type { Caller, Layer, Layers, NamedPolicy } from "../decide/question.ts";

/** A user or role with every document that grants or limits it. */
export interface Principal {
  readonly arn: string;
  readonly account: string;
  readonly kind: "user" | "role" | "service-linked-role";
  readonly name: string;
  /** True for principals of the management account: no SCP binds them. */
  readonly management: boolean;
  /** Own, attached and group documents. */
  readonly identity: Layer;
  /** Absent: it has none. */
  readonly boundary?: Layer | undefined;
  /** Of a role; absent for users. */
  readonly trust?: NamedPolicy | { readonly unknown: string } | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** A role that Identity Center made for one of its permission sets. */
  readonly isSso: boolean;
}

/** The principal as caller of a request. */
export function callerOf(principal: Principal): Caller {
  const { arn, account, kind, management, tags } = principal;
  return { arn, account, kind, management, tags };
}

/** The layers that come with the principal itself; those of its account and of the resource are added by the caller. */
export function ownLayers(principal: Principal): Pick<Layers, "identity" | "boundary"> {
  return { identity: principal.identity, boundary: principal.boundary };
}
