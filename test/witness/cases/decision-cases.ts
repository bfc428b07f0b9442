import {
  aliceArn,
  allow,
  deny,
  doc,
  full,
  one,
  simulateCase,
  two,
  type CaseMembers,
  type SimulateCase,
} from "../simulate-case.ts";

const yes = "allowed";
const no = "implicitly-denied";
const stop = "explicitly-denied";

const roleArn = `arn:aws:iam::${one}:role/Dev`;
const sessionArn = `arn:aws:sts::${one}:assumed-role/Dev/s`;
const federatedArn = `arn:aws:sts::${one}:federated-user/bob`;
const alice = { arn: aliceArn };
const session = { arn: sessionArn, sessionOf: roleArn };
const federated = { arn: federatedArn, sessionOf: aliceArn };
const root = { arn: `arn:aws:iam::${one}:root` };
const to = (AWS: unknown, more: object = {}) => doc(allow({ Principal: { AWS }, ...more }));
const everybody = doc(allow({ Principal: "*" }));
const nothing = doc(deny({ Action: "ec2:*" }));

/** Who the resource policy names; the answers without identity right; with a silent boundary; with a silent session. */
const naming: readonly (readonly [string, unknown, unknown, string, string, string])[] = [
  ["the user", alice, to(aliceArn), yes, yes, yes],
  ["the role session", session, to(sessionArn), yes, yes, yes],
  ["the federated session", federated, to(federatedArn), yes, yes, yes],
  ["the role of a session", session, to(roleArn), yes, no, no],
  ["the account by its ARN", alice, to(`arn:aws:iam::${one}:root`), no, no, no],
  ["the account by its id", alice, to(one), no, no, no],
  ["everybody", alice, everybody, yes, "unknown", "unknown"],
  ["everybody as AWS", alice, to("*"), yes, "unknown", "unknown"],
  ["a deleted user's id", alice, to("AIDAEXAMPLEEXAMPLE111"), no, no, no],
  ["another user", alice, to(`arn:aws:iam::${one}:user/bob`), no, no, no],
  ["another account", alice, to(two), no, no, no],
];

const sameAccount = naming.flatMap(
  ([who, principal, resourcePolicy, bare, bounded, limited]): readonly SimulateCase[] => {
    const isFederated = principal === federated;
    return [
      simulateCase(`a resource policy names ${who}, no identity right`, { principal, resourcePolicy }, bare),
      ...(isFederated
        ? []
        : [
            simulateCase(
              `it names ${who}, the boundary is silent`,
              { principal, resourcePolicy, boundary: [nothing] },
              bounded,
            ),
          ]),
      simulateCase(
        `it names ${who}, the session policy is silent`,
        { principal, resourcePolicy, session: [nothing] },
        limited,
      ),
      simulateCase(
        `it names ${who}, an identity policy denies`,
        { principal, resourcePolicy, identity: [doc(deny())] },
        stop,
      ),
      simulateCase(
        `it names ${who} across accounts, no identity right`,
        { principal, resourcePolicy, resourceAccount: two },
        no,
      ),
      simulateCase(
        `it names ${who} across accounts, with identity right`,
        {
          principal,
          resourcePolicy,
          identity: [full],
          session: isFederated ? [full] : undefined,
          resourceAccount: two,
        } as CaseMembers,
        who.startsWith("a deleted") || who.startsWith("another") ? no : yes,
      ),
    ];
  },
);

const layers: readonly SimulateCase[] = [
  simulateCase("an identity policy alone is enough", { identity: [full] }, yes),
  simulateCase("a boundary that allows", { identity: [full], boundary: [doc(allow({ Action: "s3:*" }))] }, yes),
  simulateCase("a boundary that is silent", { identity: [full], boundary: [doc(allow({ Action: "ec2:*" }))] }, no),
  simulateCase("a boundary grants nothing", { boundary: [full] }, no),
  simulateCase("a boundary that denies", { identity: [full], boundary: [full, doc(deny())] }, stop),
  simulateCase(
    "a boundary that denies wins over a grant by name",
    { resourcePolicy: to(aliceArn), boundary: [full, doc(deny())] },
    stop,
  ),
  simulateCase(
    "a session policy that allows",
    { principal: session, identity: [full], session: [doc(allow({ Action: "s3:*" }))] },
    yes,
  ),
  simulateCase(
    "a session policy that is silent",
    { principal: session, identity: [full], session: [doc(allow({ Action: "ec2:*" }))] },
    no,
  ),
  simulateCase(
    "a session policy that denies",
    { principal: session, identity: [full], session: [full, doc(deny())] },
    stop,
  ),
  simulateCase("a session policy grants nothing", { principal: session, session: [full] }, no),
  simulateCase(
    "an AssumeRole session without session policy has the role's rights",
    { principal: session, identity: [full] },
    yes,
  ),
  simulateCase(
    "a federated session without session policy has no identity rights",
    { principal: federated, identity: [full] },
    no,
  ),
  simulateCase(
    "a federated session: user and session policy",
    { principal: federated, identity: [full], session: [full] },
    yes,
  ),
  simulateCase("a federated session: session policy alone", { principal: federated, session: [full] }, no),
  simulateCase(
    "the user is named, the federated session's policy allows",
    { principal: federated, resourcePolicy: to(aliceArn), session: [full] },
    yes,
  ),
  simulateCase(
    "the user is named, the federated session's policy is silent",
    { principal: federated, resourcePolicy: to(aliceArn), session: [nothing] },
    no,
  ),
  simulateCase(
    "a federated session has no aws:username",
    {
      principal: federated,
      identity: [full, doc(deny({ Resource: "arn:aws:s3:::bucket/${aws:username}" }))],
      session: [full],
    },
    yes,
  ),
  simulateCase(
    "a federated session's aws:userid",
    {
      principal: federated,
      identity: [
        doc(
          allow({ Condition: { StringEquals: { "aws:userid": `${one}:bob`, "aws:PrincipalType": "FederatedUser" } } }),
        ),
      ],
      session: [full],
    },
    yes,
  ),
  simulateCase(
    "a resource policy denies the user",
    { identity: [full], resourcePolicy: doc(deny({ Principal: { AWS: aliceArn } })) },
    stop,
  ),
  simulateCase(
    "a resource policy denies the account",
    { identity: [full], resourcePolicy: doc(deny({ Principal: { AWS: one } })) },
    stop,
  ),
  simulateCase(
    "a resource policy denies another",
    { identity: [full], resourcePolicy: doc(deny({ Principal: { AWS: two } })) },
    yes,
  ),
  simulateCase("a resource policy that is silent", { identity: [full], resourcePolicy: to(two) }, yes),
  simulateCase("across accounts, no resource policy", { identity: [full], resourceAccount: two }, no),
  simulateCase(
    "across accounts, the boundary is silent",
    { identity: [full], boundary: [nothing], resourcePolicy: to(aliceArn), resourceAccount: two },
    no,
  ),
  simulateCase(
    "across accounts, the account is named",
    { identity: [full], resourcePolicy: to(one), resourceAccount: two },
    yes,
  ),
  simulateCase(
    "across accounts, everybody is named",
    { identity: [full], resourcePolicy: everybody, resourceAccount: two },
    yes,
  ),
  simulateCase("an endpoint policy that allows", { identity: [full], endpoint: [everybody] }, yes),
  simulateCase("an endpoint policy that is silent", { identity: [full], endpoint: [to(two)] }, no),
  simulateCase(
    "an endpoint policy that denies",
    { identity: [full], endpoint: [everybody, doc(deny({ Principal: "*" }))] },
    stop,
  ),
  simulateCase("an endpoint policy grants nothing", { endpoint: [everybody] }, no),
  simulateCase("anonymous, nobody named", { principal: "anonymous", resourcePolicy: to(two) }, no),
  simulateCase("anonymous, everybody named", { principal: "anonymous", resourcePolicy: everybody }, yes),
  simulateCase(
    "anonymous, denied",
    { principal: "anonymous", resourcePolicy: doc(allow({ Principal: "*" }), deny({ Principal: "*" })) },
    stop,
  ),
  simulateCase(
    "anonymous has no aws:PrincipalArn",
    {
      principal: "anonymous",
      resourcePolicy: doc(allow({ Principal: "*", Condition: { Null: { "aws:PrincipalArn": "true" } } })),
    },
    yes,
  ),
  simulateCase("root may everything", { principal: root }, yes),
  simulateCase("no identity policy limits root", { principal: root, identity: [doc(deny())] }, yes),
  simulateCase("no boundary limits root", { principal: root, boundary: [nothing] }, yes),
  simulateCase(
    "a resource policy may deny root",
    { principal: root, resourcePolicy: doc(deny({ Principal: "*" })) },
    stop,
  ),
  simulateCase("root across accounts needs the resource policy", { principal: root, resourceAccount: two }, no),
  simulateCase(
    "root across accounts, its account named",
    { principal: root, resourceAccount: two, resourcePolicy: to(one) },
    yes,
  ),
];

const except = (Effect: "Allow" | "Deny", ...AWS: string[]) =>
  doc((Effect === "Allow" ? allow : deny)({ NotPrincipal: { AWS } }));

const notPrincipal: readonly SimulateCase[] = [
  simulateCase(
    "NotPrincipal denies everybody else",
    { identity: [full], resourcePolicy: except("Deny", `arn:aws:iam::${one}:user/bob`, one) },
    stop,
  ),
  simulateCase(
    "NotPrincipal spares user and account",
    { identity: [full], resourcePolicy: except("Deny", aliceArn, one) },
    yes,
  ),
  simulateCase(
    "NotPrincipal without the account",
    { identity: [full], resourcePolicy: except("Deny", aliceArn) },
    stop,
  ),
  simulateCase(
    "NotPrincipal without the role",
    { principal: session, identity: [full], resourcePolicy: except("Deny", sessionArn, one) },
    stop,
  ),
  simulateCase(
    "NotPrincipal with session, role, account",
    { principal: session, identity: [full], resourcePolicy: except("Deny", sessionArn, roleArn, one) },
    yes,
  ),
  simulateCase(
    "NotPrincipal hits everybody with a boundary",
    { identity: [full], boundary: [full], resourcePolicy: except("Deny", aliceArn, one) },
    stop,
  ),
  simulateCase(
    "NotPrincipal with Allow: everybody else",
    { resourcePolicy: except("Allow", `arn:aws:iam::${two}:user/eve`) },
    yes,
  ),
  simulateCase(
    "NotPrincipal with Allow: anonymous too",
    { principal: "anonymous", resourcePolicy: except("Allow", two) },
    yes,
  ),
  simulateCase("NotPrincipal with Allow: not the listed", { resourcePolicy: except("Allow", aliceArn, one) }, no),
];

/** How layers work together. */
export const decisionCases: readonly SimulateCase[] = [...sameAccount, ...layers, ...notPrincipal];
