import type { AccountState, SigninState } from "../state/account-state.ts";

type PermissionStatement = SigninState["statements"][number];

/** Operators, keys and values, as a policy's Condition element. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** One statement of the policy, in the spelling of a policy document. */
export interface RenderedStatement {
  readonly Effect: "Deny";
  readonly Principal: { readonly AWS: "*" };
  readonly Action: readonly string[];
  readonly Resource: "*";
  readonly Condition: ConditionBlock;
}

const phases = [
  { actions: ["signin:Authenticate"], principalKey: "signin:PrincipalArn" },
  { actions: ["signin:CreateOAuth2Token", "signin:AuthorizeOAuth2Access"], principalKey: "aws:PrincipalArn" },
] as const;

/**
 * The resource policy that an account's permission statements make: each becomes one Deny for the phase before and one
 * for the phase after authentication, as the console access control page shows, and one more for each when it names a
 * region. Whether AWS merges several permission statements is not documented; here each stands by itself.
 */
export function statementPolicy(account: AccountState): readonly RenderedStatement[] {
  return account.signin.statements.flatMap((statement) =>
    phases.flatMap(({ actions, principalKey }) => {
      const render = (condition: ConditionBlock): RenderedStatement => ({
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: actions,
        Resource: "*",
        Condition: {
          ...exclusion(statement, principalKey),
          ...condition,
          StringEquals: { "aws:ResourceAccount": [account.id], ...condition["StringEquals"] },
        },
      });
      const region = regionCondition(statement);
      return [render(networkCondition(statement)), ...(region === null ? [] : [render(region)])];
    }),
  );
}

/** The condition of one permission statement, as the list of statements shows it. */
export function statementCondition(statement: PermissionStatement): ConditionBlock {
  return { ...exclusion(statement, "signin:PrincipalArn"), ...networkCondition(statement) };
}

function exclusion({ excludedPrincipal }: PermissionStatement, key: string): ConditionBlock {
  return excludedPrincipal === undefined ? {} : { ArnNotEquals: { [key]: excludedPrincipal } };
}

/** A public request carries an address and no VPC, an endpoint's the other way round: hence `IfExists`. */
function networkCondition(statement: PermissionStatement): ConditionBlock {
  const addresses = withoutMissing({
    "aws:SourceIp": statement.sourceIp,
    "aws:VpcSourceIp": statement.vpcSourceIp,
  });
  const endpoints = [...(statement.signinSourceVpce ?? []), ...(statement.consoleSourceVpce ?? [])];
  const places = withoutMissing({
    "aws:SourceVpc": statement.sourceVpc,
    "aws:SourceVpce": endpoints.length === 0 ? undefined : endpoints,
  });
  return {
    ...(Object.keys(addresses).length === 0 ? {} : { NotIpAddressIfExists: addresses }),
    ...(Object.keys(places).length === 0 ? {} : { StringNotEqualsIfExists: places }),
  };
}

/** VPC ids are unique within a region only, so a region pins the VPC that is named. */
function regionCondition({ requestedRegion, sourceVpc }: PermissionStatement): ConditionBlock | null {
  if (requestedRegion === undefined) return null;
  return {
    StringNotEqualsIfExists: { "aws:RequestedRegion": requestedRegion },
    ...(sourceVpc === undefined ? {} : { StringEquals: { "aws:SourceVpc": sourceVpc } }),
  };
}

function withoutMissing(
  keys: Readonly<Record<string, readonly string[] | undefined>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, values]) => (values === undefined ? [] : [[key, values]])),
  );
}
