declare const brand: unique symbol;

/** An Amazon Resource Name: six colon-separated segments, the first `arn`. */
export type Arn = string & { readonly [brand]: "Arn" };

/** The six segments of an ARN; `resource` keeps its own colons and slashes. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Splits an ARN; `null` when the text has fewer than six segments or does not start with `arn:`. */
export function arnParts(text: string): ArnParts | null {
  const [head, partition, service, region, account, ...rest] = text.split(":");
  if (head !== "arn" || partition === undefined || service === undefined) return null;
  if (region === undefined || account === undefined || rest.length === 0) return null;
  return { partition, service, region, account, resource: rest.join(":") };
}

/** Reads an ARN; `null` when it has not the six-segment form. */
export function arn(text: string): Arn | null {
  return arnParts(text) === null ? null : (text as Arn);
}

/** The ARN of an account's root user in a partition. */
export function rootArn(partition: string, account: string): Arn {
  return `arn:${partition}:iam::${account}:root` as Arn;
}
