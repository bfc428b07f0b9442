import * as fc from "fast-check";
import { documentOf, places, type Statement } from "./places.ts";

/** A user or role before it has a place in an account. */
export interface Person {
  readonly home: number;
  readonly isUser: boolean;
  readonly trust: Trust;
  readonly statements: readonly Statement[];
  readonly boundary: readonly Statement[] | null;
}

/** Who a role lets in: a word of the organization file, an account, or one principal by its number. */
export type Trust = "account" | "management" | "sso" | "everyone-here" | { readonly principal: number };

const { organization, management, members, domains } = places;
const accounts = [management, ...members];
const anyAccount = fc.constantFrom(...accounts);
const anyMember = fc.constantFrom(...members);
const taskArn = (task: string) => `arn:aws:iam::aws:policy/root-task/${task}`;
const anyTask = fc.constantFrom(
  "IAMDeleteRootUserCredentials",
  "IAMCreateRootUserPassword",
  "IAMAuditRootUserCredentials",
);

const anything = fc.constant("*");
const ownArn = anyAccount.map((id) => `arn:aws:account::${id}:account`);
const centralArn = fc.oneof(
  anyMember.map((id) => `arn:aws:account::${management}:account/${organization}/${id}`),
  fc.constant(`arn:aws:account::${management}:account/${organization}/*`),
);
const rootArn = fc.oneof(
  anyMember.map((id) => `arn:aws:iam::${id}:root`),
  fc.constant("arn:aws:iam::*:root"),
);
const orgArn = fc.oneof(
  fc.constant(`arn:aws:organizations::${management}:*`),
  anyMember.map((id) => `arn:aws:organizations::${management}:account/${organization}/${id}`),
  fc.constant(`arn:aws:organizations::${management}:policy/${organization}/*`),
  fc.constant(`arn:aws:organizations::${management}:root/${organization}/${places.root}`),
);
const roleArn = fc.oneof(
  anyAccount.map((id) => `arn:aws:iam::${id}:role/*`),
  fc.tuple(anyAccount, fc.nat(3)).map(([id, nth]) => `arn:aws:iam::${id}:role/p${nth}`),
);

const none = fc.constant(undefined);
const mostly = <T>(often: fc.Arbitrary<T>, ...others: readonly fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: often, weight: 4 * others.length }, ...others.map((arbitrary) => ({ arbitrary, weight: 1 })));
const domainLimit = fc.oneof(
  fc.constantFrom(...domains).map((domain) => ({ StringEquals: { "account:EmailTargetDomain": domain } })),
  fc.constant({ StringEquals: { "account:EmailTargetDomain": [...domains] } }),
  fc.constant({ StringLike: { "account:EmailTargetDomain": "*.example" } }),
);
const taskLimit = fc.oneof(
  anyTask.map((task) => ({ StringEquals: { "sts:TaskPolicyArn": taskArn(task) } })),
  fc.constant({ StringLike: { "sts:TaskPolicyArn": "*Password" } }),
);
const serviceLimit = fc
  .constantFrom("iam.amazonaws.com", "account.amazonaws.com")
  .map((service) => ({ StringEquals: { "organizations:ServicePrincipal": service } }));
const whoLimit = fc.oneof(
  anyAccount.map((id) => ({ StringEquals: { "aws:PrincipalAccount": id } })),
  fc.constantFrom(organization, "o-someoneelse").map((id) => ({ StringEquals: { "aws:PrincipalOrgID": id } })),
  fc
    .tuple(anyAccount, fc.nat(3))
    .map(([id, nth]) => ({ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${id}:role/p${nth}` } })),
  fc.constant({ ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } }),
);

type Condition = Readonly<Record<string, unknown>>;
/** Actions that go together, where they may be aimed, and what limits them. */
type Aim = readonly [readonly string[], fc.Arbitrary<string>, fc.Arbitrary<Condition | undefined>];

const aims: readonly Aim[] = [
  [
    ["account:PutContactInformation"],
    mostly<string>(anything, ownArn, centralArn),
    mostly<Condition | undefined>(none, whoLimit),
  ],
  [["account:*"], mostly<string>(anything, ownArn, centralArn), mostly<Condition | undefined>(none, whoLimit)],
  [["organizations:LeaveOrganization"], anything, none],
  [["signin:DeleteConsoleAuthorizationConfiguration"], anything, none],
  [["signin:*"], anything, none],
  [["sts:AssumeRoot"], mostly<string>(anything, rootArn), mostly<Condition | undefined>(none, taskLimit)],
  [["sts:AssumeRoot"], mostly<string>(anything, rootArn), mostly<Condition | undefined>(none, taskLimit)],
  [
    ["account:StartPrimaryEmailUpdate"],
    mostly<string>(anything, centralArn),
    mostly<Condition | undefined>(none, domainLimit),
  ],
  [
    ["account:AcceptPrimaryEmailUpdate"],
    mostly<string>(anything, centralArn),
    mostly<Condition | undefined>(none, domainLimit),
  ],
  [
    ["account:StartPrimaryEmailUpdate", "account:AcceptPrimaryEmailUpdate"],
    mostly<string>(anything, centralArn),
    mostly<Condition | undefined>(none, domainLimit),
  ],
  [["organizations:UpdatePolicy"], mostly<string>(anything, orgArn), none],
  [["organizations:DetachPolicy"], mostly<string>(anything, orgArn), none],
  [["organizations:DisablePolicyType"], mostly<string>(anything, orgArn), none],
  [
    ["organizations:MoveAccount", "organizations:RemoveAccountFromOrganization"],
    mostly<string>(anything, orgArn),
    none,
  ],
  [["iam:EnableOrganizationsRootCredentialsManagement"], anything, none],
  [["iam:EnableOrganizations*", "organizations:EnableAWSServiceAccess"], anything, none],
  [["organizations:EnableAWSServiceAccess"], anything, mostly<Condition | undefined>(none, serviceLimit)],
  [
    ["organizations:RegisterDelegatedAdministrator"],
    mostly<string>(anything, orgArn),
    mostly<Condition | undefined>(none, serviceLimit),
  ],
  [["sts:AssumeRole"], mostly<string>(anything, roleArn), mostly<Condition | undefined>(none, whoLimit)],
  [["sts:AssumeRole"], mostly<string>(anything, roleArn), none],
  [["*"], anything, none],
];

const words = [
  "account:PutContactInformation",
  "account:*",
  "sts:AssumeRoot",
  "sts:*",
  "organizations:*",
  "signin:*",
  "account:AcceptPrimaryEmailUpdate",
];

const allow: fc.Arbitrary<Statement> = fc.constantFrom(...aims).chain(([Action, at, limit]) =>
  fc.tuple(at, limit).map(([Resource, Condition]) => ({
    Effect: "Allow",
    Action: [...Action],
    Resource,
    ...(Condition === undefined ? {} : { Condition }),
  })),
);
const allowOthers: fc.Arbitrary<Statement> = fc
  .subarray(words, { minLength: 1, maxLength: 3 })
  .map((NotAction) => ({ Effect: "Allow", NotAction, Resource: "*" }));
const deny: fc.Arbitrary<Statement> = fc
  .tuple(fc.subarray(words, { minLength: 1, maxLength: 2 }), fc.oneof(none, whoLimit))
  .map(([Action, Condition]) => ({
    Effect: "Deny",
    Action,
    Resource: "*",
    ...(Condition === undefined ? {} : { Condition }),
  }));
const denyUnlessTask: fc.Arbitrary<Statement> = anyTask.map((task) => ({
  Effect: "Deny",
  Action: "sts:AssumeRoot",
  Resource: "*",
  Condition: { StringNotEquals: { "sts:TaskPolicyArn": taskArn(task) } },
}));
const denyOthers: fc.Arbitrary<Statement> = fc
  .subarray(words, { minLength: 2, maxLength: 5 })
  .map((NotAction) => ({ Effect: "Deny", NotAction, Resource: "*" }));

const anyStatements = fc.array(
  fc.oneof(
    { arbitrary: allow, weight: 24 },
    { arbitrary: allowOthers, weight: 1 },
    { arbitrary: deny, weight: 1 },
    { arbitrary: denyUnlessTask, weight: 1 },
    { arbitrary: denyOthers, weight: 1 },
  ),
  { minLength: 1, maxLength: 4 },
);

const anyTrust: fc.Arbitrary<Trust> = fc.oneof(
  fc.constantFrom<Trust[]>("sso", "sso", "sso", "account", "management", "everyone-here"),
  fc.nat(3).map((principal) => ({ principal })),
);

/** A user or role that holds a few of the permissions that matter. */
export const anyPerson: fc.Arbitrary<Person> = fc.record({
  home: fc.nat(11),
  isUser: fc.boolean(),
  trust: anyTrust,
  statements: anyStatements,
  boundary: mostly<Person["boundary"]>(fc.constant(null), anyStatements),
});

/** Every principal of an organization with the account it lives in, and its policy and trust written out. */
export function entriesOf(people: readonly Person[], homes: readonly string[]) {
  // More of them in management, whose powers reach every other account.
  const homeOf = ({ home }: Person) => homes[home < 4 ? 0 : home % homes.length] ?? "";
  const placed = people.map((person, nth) => ({ person, nth, account: homeOf(person) }));
  const arnOf = ({ person, nth, account }: (typeof placed)[number]) =>
    `arn:aws:iam::${account}:${person.isUser ? "user" : "role"}/p${nth}`;
  const trustOf = (trust: Trust) => {
    if (trust === "everyone-here") {
      return documentOf([
        {
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
        },
      ]);
    }
    if (typeof trust === "string") return trust;
    const named = placed[trust.principal % placed.length];
    const AWS = named === undefined ? `arn:aws:iam::${management}:root` : arnOf(named);
    return documentOf([{ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole" }]);
  };
  return placed.map((each) => ({
    account: each.account,
    boundary: each.person.boundary === null ? null : documentOf(each.person.boundary),
    arn: arnOf(each),
    entry: {
      arn: `${each.person.isUser ? "user" : "role"}/p${each.nth}`,
      ...(each.person.isUser ? {} : { trust: trustOf(each.person.trust) }),
      inline: { own: documentOf(each.person.statements) },
      ...(each.person.boundary === null ? {} : { boundary: `boundary-${each.nth}` }),
    },
  }));
}
