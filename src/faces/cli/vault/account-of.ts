import type { ClientDeps } from "../../../app/custody/client/ports/client-deps.ts";
import type { ShownAccount } from "../../../app/custody/client/ports/gate.ts";
import { findAccount } from "../../../app/custody/client/request/find-account.ts";
import type { Invocation } from "../command.ts";
import { textOption } from "../bg/own-client.ts";
import { usageError } from "../usage-error.ts";

const partitions = ["aws", "aws-cn", "aws-us-gov"];

/** The account of `--account`, made known to custody when it is not yet; then `--name` is needed. */
export async function accountOf({ gate }: ClientDeps, { options }: Pick<Invocation, "options">): Promise<ShownAccount> {
  const asked = textOption(options, "account");
  const name = textOption(options, "name");
  const email = textOption(options, "email");
  if (asked === null) throw usageError("--account takes the 12 digits of an account");
  const accounts = await gate.accounts();
  const [, partition = "aws", digits] = /^(?:(aws|aws-cn|aws-us-gov):)?([0-9]{12})$/.exec(asked) ?? [];
  const known = accounts.find(({ account }) => account === asked || account.endsWith(`:${digits ?? ""}`));
  if (digits === undefined || (known !== undefined && name === null && email === null))
    return findAccount(asked, accounts);
  if (known === undefined && name === null) throw usageError(`account ${digits} is new here: name it with --name`);
  if (!partitions.includes(partition)) throw usageError(`an account is of ${partitions.join(", ")}`);
  const account = known?.account ?? `${partition}:${digits}`;
  await gate.putAccount(account, name ?? known?.name ?? "", email ?? known?.email ?? null);
  return findAccount(account, await gate.accounts());
}
