import { arnSegments } from "../language/arn-segments.ts";
import { globTokens } from "../language/glob.ts";
import type { TextTest } from "./automata/find-word.ts";
import { nfa, placesOf } from "./automata/nfa.ts";
import type { Subject } from "./subject.ts";

/** Demands on the ARN of every request of a subject. */
export interface ArnTests {
  /** One of the ARNs asked about, and none that nobody has. */
  readonly within: readonly TextTest[];
  /** Not a role that only AWS changes: service-linked, or under /aws-reserved/. */
  readonly changeable: TextTest;
  /** Not the principal's own ARN. */
  readonly own: TextTest;
}

/** The demands with one more: one of these patterns; compared like `ProveResource.arns`. */
export function arnTestsWithin(tests: ArnTests, arns: readonly string[]): ArnTests {
  return { ...tests, within: [{ nfa: nfa(arns.map(arnPlaces)), want: true }, ...tests.within] };
}

/** The demands, built once for a subject. */
export function arnTests({ principal, layers }: Subject): ArnTests {
  const asked = layers.resource?.arns;
  return {
    within: [...(asked === undefined ? [] : [{ nfa: nfa(asked.map(arnPlaces)), want: true }]), nobodys(principal)],
    changeable: {
      nfa: nfa(["aws-service-role", "aws-reserved"].map((path) => arnPlaces(`arn:*:iam::*:role/${path}/*`))),
      want: false,
    },
    own: { nfa: nfa([placesOf([{ text: principal.arn }], true, false)]), want: false },
  };
}

/**
 * ARNs that nobody has. User names are unique in an account whatever the path, so nobody else's ARN ends in the caller's
 * name: else `user/x:user/alice` would be one beside `user/alice`. No name of IAM holds a `$`, so a variable that is
 * literal text matches nobody. Source: IAM API reference, CreateUser.
 */
function nobodys({ kind, arn, account }: Subject["principal"]): TextTest {
  const [, partition = "aws", , , , resource = ""] = arn.split(":");
  const start = `arn:${partition}:iam::${account}:`;
  const patterns = [`${start}*$*`];
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  if (kind === "user") {
    if (resource === `user/${name}`) patterns.push(`${start}user/*/${name}`);
    else {
      patterns.push(`${start}user/${name}`);
      // Others with a path, as far as they are surely not the caller.
      if (!resource.includes(":")) patterns.push(`${start}user/*:*/${name}`);
    }
  }
  return { nfa: nfa(patterns.map(arnPlaces)), want: false };
}

function arnPlaces(pattern: string): readonly number[] {
  const segments = arnSegments(pattern, false) ?? [pattern];
  return segments.flatMap((segment, index) => [
    ...(index === 0 ? [] : [58]),
    ...placesOf(globTokens(segment), index === segments.length - 1, false),
  ]);
}
