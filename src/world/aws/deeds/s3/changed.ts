/**
 * Lets an answer to a change pass that S3 can have given: with its request id, or without a body (204). A proxy's page with
 * status 200 must not pass for a deletion. Throws `TypeError` otherwise, which reads as an endpoint that is not AWS.
 */
export function changed(answer: {
  readonly $metadata: { readonly requestId?: string | undefined; readonly httpStatusCode?: number | undefined };
}): void {
  const { requestId, httpStatusCode } = answer.$metadata;
  if (requestId === undefined && httpStatusCode !== 204) throw new TypeError("it has no request id");
}
