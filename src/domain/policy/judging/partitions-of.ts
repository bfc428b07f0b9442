import type { Policy } from "../../iam/language/policy.ts";

/**
 * The AWS partitions that a policy's ARNs name, in the order of the text: `aws`, `aws-cn`, `aws-us-gov` and others.
 * `aws` alone when it names none. Whoever is judged must be of the same partition: to a user of another one a statement
 * on `arn:aws-cn:…` grants nothing, and a policy full of gaps would look closed.
 */
export function partitionsOf({ statements }: Policy): readonly string[] {
  const things = statements.flatMap(({ resources, principals }) => [
    ...(resources?.patterns ?? []),
    ...(principals?.entries ?? []).map(({ value }) => value),
  ]);
  const named = partitionsIn(things);
  if (named.length > 0) return named;
  // A condition often lists the same ARN in every partition: it decides only where nothing else does.
  const compared = partitionsIn(statements.flatMap(({ conditions }) => conditions.flatMap(({ values }) => values)));
  return compared.length === 0 || compared.includes("aws") ? ["aws"] : compared;
}

function partitionsIn(texts: readonly string[]): readonly string[] {
  const found = texts.flatMap((text) => /^arn:(aws(?:-[a-z]+)*):/.exec(text)?.[1] ?? []);
  return [...new Set(found)];
}
