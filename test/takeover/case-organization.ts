import {
  organizationFileOf,
  type OrganizationFile,
  type OrganizationFileInput,
} from "../../src/demo/organization-file.ts";
import type { CaseAccount } from "../../src/domain/takeover/cases/takeover-case.ts";
import type { Loot } from "./attack/thief.ts";

const management = "111111111111";
const filler = "999999999999";
const root = "r-case";
const password = "fictional-password";
const seed = "JBSWY3DPEHPK3PXP";
const rootKey = { id: "AKIAFICTIONALROOTKEY", secret: "fictional-root-key-secret" };
const phone = "+1 555 0100";

/** What an effect needs, written down here once more: the model's own table must not be the test's. */
const actionsOf: Readonly<Record<string, readonly string[]>> = {
  "contact-write": ["account:PutContactInformation"],
  "leave-org": ["organizations:LeaveOrganization"],
  "wall-off": ["signin:DeleteConsoleAuthorizationConfiguration", "signin:DeleteResourcePermissionStatement"],
  "org:email-start": ["account:StartPrimaryEmailUpdate"],
  "org:email-accept": ["account:AcceptPrimaryEmailUpdate"],
  "org:contact-write": ["account:PutContactInformation"],
  "org:feature-enable": ["iam:EnableOrganizationsRootCredentialsManagement", "iam:EnableOrganizationsRootSessions"],
  "org:trusted-access-enable": ["organizations:EnableAWSServiceAccess"],
  "org:policy-edit": [
    "organizations:UpdatePolicy",
    "organizations:DetachPolicy",
    "organizations:DisablePolicyType",
    "organizations:MoveAccount",
    "organizations:RemoveAccountFromOrganization",
  ],
  "org:wall-off": ["signin:DeleteConsoleAuthorizationConfiguration"],
  "org:delegate-register": ["organizations:RegisterDelegatedAdministrator"],
};

const taskOf: Readonly<Record<string, string>> = {
  "org:assume-root:audit": "IAMAuditRootUserCredentials",
  "org:assume-root:delete": "IAMDeleteRootUserCredentials",
  "org:assume-root:create": "IAMCreateRootUserPassword",
  "org:assume-root:s3": "S3UnlockBucketPolicy",
  "org:assume-root:sqs": "SQSUnlockQueuePolicy",
};

type Leaf = CaseAccount["situation"]["leaves"][number];
type AccountInput = OrganizationFileInput["accounts"][string];
type Statement = Readonly<Record<string, unknown>>;

/** How an organization differs from the plain reading of its case. */
export interface CaseOptions {
  /** Days ago that the account was created: one that is younger than four cannot leave. */
  readonly ageDays?: number;
}

/** The organization of one account of a case, as AWS would hold it. */
export function caseOrganization({ situation }: CaseAccount, options: CaseOptions = {}): OrganizationFile {
  const roles = situation.leaves.filter(({ kind }) => kind === "principals");
  const homes = new Set(roles.map(accountOf).filter((id) => id !== situation.account && id !== management));
  const principalsOf = (id: string) => roles.filter((leaf) => accountOf(leaf) === id).map(principalOf);
  const target: AccountInput = {
    role: situation.kind,
    email: emailOf(situation.leaves),
    created: new Date(Date.now() - (options.ageDays ?? 400) * 86_400_000).toISOString(),
    root: rootOf(situation),
    contact: { phone, verification: "VERIFIED" },
    principals: principalsOf(situation.account),
    signin: situation.wall.account === "network" ? { enabled: true, statements: [networkStatement(situation)] } : {},
  };
  if (situation.kind === "standalone") return organizationFileOf({ accounts: { [situation.account]: target } });
  const members: Record<string, AccountInput> = {
    [filler]: { email: "filler@other.example", root: "none" },
    ...Object.fromEntries(
      [...homes].map((id): [string, AccountInput] => [
        id,
        { email: `${id}@other.example`, root: "none", principals: principalsOf(id) },
      ]),
    ),
  };
  const bound = boundStatements(roles, situation.account);
  const rcp = situation.wall.rcp === "deny" ? { wall: { type: "RCP" as const, document: document(rootWall) } } : {};
  const { trustedAccess, features } = situation;
  return organizationFileOf({
    organization: {
      id: "o-casecase01",
      trusted: [
        ...(trustedAccess.iam === "yes" ? ["iam.amazonaws.com"] : []),
        ...(trustedAccess.account === "yes" ? ["account.amazonaws.com"] : []),
      ],
      rootFeatures: [
        ...(features.credentials === "yes" ? (["RootCredentialsManagement"] as const) : []),
        ...(features.sessions === "yes" ? (["RootSessions"] as const) : []),
      ],
      delegates: delegatesOf(roles, homes),
      signin: { enabled: situation.wall.rcp === "deny" },
    },
    ous: {
      [root]: {
        scp: ["p-FullAWSAccess", ...(bound.length > 0 ? ["bound"] : [])],
        rcp: Object.keys(rcp),
      },
    },
    policies: { ...(bound.length > 0 ? { bound: { type: "SCP", document: document(bound) } } : {}), ...rcp },
    accounts: {
      ...(situation.kind === "management"
        ? {}
        : {
            [management]: {
              role: "management",
              email: "management@other.example",
              root: { password: { value: "fictional-management" }, mfa: [{ kind: "fido" }] },
              contact: { phone: "+1 555 0199" },
              principals: principalsOf(management),
            },
          }),
      [situation.account]: target,
      ...members,
    },
  });
}

/** What holding these leaves comes to, for an attacker. */
export function lootOf({ situation, names }: CaseAccount, held: readonly string[]): Loot {
  const ids = new Set(held.map((name) => names.get(name)));
  const leaves = situation.leaves.filter(({ id }) => ids.has(id));
  if (leaves.length !== held.length) throw new Error(`not every leaf of ${held.join(", ")} is there`);
  const gives = (slot: string) => leaves.some((leaf) => leaf.gives.some((gift) => gift.slot === slot));
  const controls = leaves.flatMap(({ kind, id }) => {
    const value = id.slice(id.indexOf(":") + 1);
    if (kind === "mailbox") return [`mailbox:${value}`];
    if (kind === "phone") return [`phone:${phone}`];
    if (kind === "device") return [`device:${value}`];
    if (kind === "interception") return [`intercept:${value}`];
    return kind === "network" ? [`network:${value}`] : [];
  });
  return {
    controls,
    principals: leaves.flatMap(({ kind, members }) => (kind === "principals" ? [...(members ?? [])] : [])),
    password: gives("password-vault") ? password : undefined,
    seed: gives("seed-vault") ? seed : undefined,
    rootKey: gives("root-key") ? { accessKeyId: rootKey.id, secretAccessKey: rootKey.secret } : undefined,
  };
}

function rootOf({ flags, leaves }: CaseAccount["situation"]): AccountInput["root"] {
  if (flags.password === "no" && flags.mfa === "no" && flags.keys === "no") return "none";
  const device = leaves.find(({ kind }) => kind === "device");
  const hasSeed = leaves.some(({ gives }) => gives.some(({ slot }) => slot === "seed-vault"));
  const mfa =
    device !== undefined
      ? { kind: "hardware" as const, serial: device.id.slice("device:".length) }
      : hasSeed
        ? { kind: "virtual" as const, seed }
        : { kind: "fido" as const };
  return {
    password: flags.password === "yes" ? { value: password } : null,
    mfa: flags.mfa === "yes" ? [mfa] : [],
    keys: flags.keys === "yes" ? [rootKey] : [],
  };
}

function emailOf(leaves: readonly Leaf[]): string {
  const mailbox = leaves.find(({ kind }) => kind === "mailbox");
  return mailbox === undefined ? "root@corp.example" : mailbox.id.slice("mb:".length);
}

function accountOf({ members }: Leaf): string {
  return members?.[0]?.split(":")[4] ?? "";
}

function principalOf(leaf: Leaf) {
  const name = leaf.members?.[0]?.split("/").at(-1) ?? "";
  const statements = leaf.gives.map(({ slot }): Statement => {
    const task = taskOf[slot];
    if (task === undefined) return allow(actionsOf[slot.replace("-but-scp", "")] ?? []);
    const arn = `arn:aws:iam::aws:policy/root-task/${task}`;
    return { ...allow(["sts:AssumeRoot"]), Condition: { StringEquals: { "sts:TaskPolicyArn": arn } } };
  });
  return { arn: `role/${name}`, trust: "sso", inline: { own: document(statements) } };
}

/** SCPs for what a role's own policies allow and the case says an SCP denies; roles that hold it are exempt. */
function boundStatements(roles: readonly Leaf[], target: string): readonly Statement[] {
  const effects = [...new Set(roles.flatMap(({ gives }) => gives.map(({ slot }) => slot)))];
  return effects
    .filter((slot) => slot.endsWith("-but-scp"))
    .map((slot) => {
      const plain = slot.replace("-but-scp", "");
      const free = roles
        .filter((leaf) => accountOf(leaf) === target && leaf.gives.some((gift) => gift.slot === plain))
        .flatMap(({ members }) => members ?? []);
      const except = free.length === 0 ? {} : { Condition: { ArnNotLike: { "aws:PrincipalArn": free } } };
      return { Effect: "Deny", Action: actionsOf[plain] ?? [], Resource: "*", ...except };
    });
}

function delegatesOf(roles: readonly Leaf[], homes: ReadonlySet<string>): Record<string, string[]> {
  const of = (isIt: (slot: string) => boolean) =>
    [...homes].filter((id) =>
      roles.some((leaf) => accountOf(leaf) === id && leaf.gives.some(({ slot }) => isIt(slot))),
    );
  return {
    "iam.amazonaws.com": of((slot) => slot.startsWith("org:assume-root:")),
    "account.amazonaws.com": of((slot) => slot.startsWith("org:email-") || slot === "org:contact-write"),
  };
}

function networkStatement({ leaves }: CaseAccount["situation"]) {
  const network = leaves.find(({ kind }) => kind === "network");
  return { sourceIp: [network?.id.slice("network:".length) ?? ""] };
}

function allow(actions: readonly string[]): Statement {
  return { Effect: "Allow", Action: actions, Resource: "*" };
}

function document(statements: readonly Statement[]) {
  return { Version: "2012-10-17", Statement: statements };
}

const rootWall: readonly Statement[] = [
  {
    Effect: "Deny",
    Principal: "*",
    Action: "signin:Authenticate",
    Resource: "*",
    Condition: { ArnLike: { "signin:PrincipalArn": "arn:aws:iam::*:root" } },
  },
  {
    Effect: "Deny",
    Principal: "*",
    Action: ["signin:AuthorizeOAuth2Access", "signin:CreateOAuth2Token"],
    Resource: "*",
    Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
  },
];
