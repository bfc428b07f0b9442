import type { Witness } from "../../../iam/prove/answer.ts";
import type { AccountModel, ModelPrincipal } from "../../account-model.ts";
import type { Standing } from "../standing.ts";
import type { Sureness } from "../sureness.ts";

/** One thing that somebody does on a way. */
export interface WayStep {
  /** The escalation it belongs to; null for steps that only change the kind of credential. */
  readonly escalation: string | null;
  /** A call, e.g. `iam:PassRole`, or `open a console` where no call of a policy is made. */
  readonly action: string;
  /** A concrete request that passes; null where it could not be built, or no request is decided by policies. */
  readonly witness: Witness | null;
}

/** A principal in the account it belongs to, as somebody stands in it. */
export interface Place {
  readonly model: AccountModel;
  readonly who: ModelPrincipal;
  readonly standing: Standing;
}

/** What leads from one place to another. */
export interface Move extends Sureness {
  readonly to: Place;
  /** Made when told. */
  readonly steps: () => readonly WayStep[];
  /** The escalations that it takes. */
  readonly escalations: readonly string[];
  /** How much it takes, for comparing ways. */
  readonly weight: number;
  /** Only the kind of credential changes: whoever was administrator in it is so without any escalation. */
  readonly isSelf: boolean;
}

/** What leads from a place to root of an account, or a call that leads there. */
export interface RootMove extends Sureness {
  readonly account: string;
  /** Made when told. */
  readonly steps: () => readonly WayStep[];
}
