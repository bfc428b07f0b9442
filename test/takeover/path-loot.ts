import type { PretendAws } from "../../src/demo/start-pretend-aws.ts";
import type { AccountPaths, AnswerLeaf } from "../../src/domain/takeover/answer.ts";
import type { Loot } from "./attack/thief.ts";

/** What holding the leaves of a path comes to in a running organization: one principal of a class stands for all. */
export function lootOfPath(aws: PretendAws, account: AccountPaths, leaves: readonly AnswerLeaf[]): Loot {
  const controls: string[] = [];
  const principals: string[] = [];
  let secrets: Pick<Loot, "password" | "seed" | "rootKey"> = {};
  const root = [...aws.state.accounts.values()].find(({ id }) => id === account.id)?.root;
  const virtual = root?.devices.find(({ kind }) => kind === "virtual")?.seed ?? undefined;
  for (const { id, kind } of leaves) {
    const value = id.slice(id.indexOf(":") + 1);
    switch (kind) {
      case "mailbox":
        controls.push(`mailbox:${value}`);
        break;
      case "phone":
        controls.push(`phone:${value}`);
        break;
      case "device": {
        // A declared device is known by its place in the inventory; in the organization it has a serial.
        const nth = new RegExp(`^${account.id}/([0-9]+)$`).exec(value)?.[1];
        const serial = nth === undefined ? value : root?.devices[Number(nth) - 1]?.serial;
        controls.push(`device:${serial ?? value}`);
        break;
      }
      case "interception":
        controls.push(`intercept:${value}`);
        break;
      // Whoever runs the registration, the zone or the mail tenant of a domain runs its mailboxes.
      case "registrar":
      case "dns":
      case "mail-tenant":
        controls.push(`domain:${value}`);
        break;
      case "password-vault":
        secrets = { ...secrets, password: root?.password?.value ?? undefined, seed: virtual };
        break;
      case "root-key": {
        const key = root?.keys.find(({ active }) => active);
        if (key !== undefined) secrets = { ...secrets, rootKey: { accessKeyId: key.id, secretAccessKey: key.secret } };
        break;
      }
      case "principals": {
        const member = account.classes?.find(({ leaf }) => leaf === id)?.members[0];
        if (member !== undefined) principals.push(member);
        break;
      }
      case "seed-vault":
      case "kit":
      case "x509-key":
      case "network":
        throw new Error(`no loot is known for ${kind}`);
    }
  }
  return { controls, principals, ...secrets };
}
