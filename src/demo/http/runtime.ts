import type { BucketLimits } from "../limits/default-buckets.ts";
import type { OpenRoute } from "../open-route.ts";
import type { AwsService } from "../aws-service.ts";
import type { PretendState } from "../state/pretend-state.ts";

/** What the server works with while it runs. */
export interface Runtime {
  readonly state: PretendState;
  readonly services: ReadonlyMap<string, AwsService>;
  readonly openRoutes: readonly OpenRoute[];
  /** Null: nothing is throttled, calls are only counted. */
  readonly buckets: BucketLimits | null;
  readonly setupToken: string;
  /** Real time in Unix milliseconds: what signatures are checked against. */
  readonly wallClock: () => number;
  /** Calls under way, by service and owner. */
  readonly underWay: Map<string, number>;
}
