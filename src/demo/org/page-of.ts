import { plainText } from "../plain-text.ts";
import { AwsFailure } from "../aws-failure.ts";
import type { Call } from "../aws-service.ts";

const largest = 20;

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Left out of the answer when there is nothing more. */
  readonly nextToken: string | undefined;
}

/**
 * Cuts a list by MaxResults (1..20) and NextToken. Under the fault `empty-pages` a page may be empty and still carry a
 * token, as AWS warns; never twice at one place.
 */
export function pageOf<T>(call: Call, all: readonly T[]): Page<T> {
  const size = pageSize(call);
  const { offset, afterEmpty } = readToken(call);
  const { service, operation } = call;
  const target = { service, operation, accounts: [call.account.id] };
  if (!afterEmpty && call.state.faults.hit("empty-pages", target) !== null) {
    return { items: [], nextToken: token(operation, offset, true) };
  }
  const end = offset + size;
  return { items: all.slice(offset, end), nextToken: end < all.length ? token(operation, end, false) : undefined };
}

function pageSize({ input }: Call): number {
  const wanted = input["MaxResults"];
  if (wanted === undefined || wanted === null) return largest;
  const size = Number(wanted);
  if (!Number.isInteger(size) || size < 1) throw invalid("MIN_VALUE_EXCEEDED");
  if (size > largest) throw invalid("MAX_VALUE_EXCEEDED");
  return size;
}

function readToken({ input, operation }: Call): { offset: number; afterEmpty: boolean } {
  const written = input["NextToken"];
  if (written === undefined || written === null) return { offset: 0, afterEmpty: false };
  const text = Buffer.from(plainText(written), "base64url").toString("utf8");
  const match = /^([A-Za-z]+):(\d+):([01])$/.exec(text);
  if (match === null || match[1] !== operation) throw invalid("INVALID_NEXT_TOKEN");
  return { offset: Number(match[2]), afterEmpty: match[3] === "1" };
}

function token(operation: string, offset: number, afterEmpty: boolean): string {
  return Buffer.from(`${operation}:${offset}:${afterEmpty ? 1 : 0}`).toString("base64url");
}

function invalid(reason: string): AwsFailure {
  return new AwsFailure(
    "InvalidInputException",
    400,
    "You provided a value that does not match the required pattern.",
    {
      Reason: reason,
    },
  );
}
