/**
 * An answer that carries AWS's request id. Answers without a body look done whoever gives them: a proxy's page with
 * status 200 must not pass for a deletion. Throws `TypeError` otherwise, which reads as an endpoint that is not AWS.
 */
export function confirmed<T extends { readonly $metadata: { readonly requestId?: string | undefined } }>(answer: T): T {
  if (answer.$metadata.requestId === undefined) throw new TypeError("it has no request id");
  return answer;
}
