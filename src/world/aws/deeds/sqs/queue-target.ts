/** A queue by the address that ListQueues gives, and its region where it is not the session's. */
export interface QueueTarget {
  readonly queueUrl: string;
  readonly region?: string | undefined;
}
