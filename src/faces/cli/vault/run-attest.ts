import { clientErrors } from "../../../app/custody/client/errors.ts";
import { findAccount } from "../../../app/custody/client/request/find-account.ts";
import { attestCopies } from "../../../app/custody/client/vault/attest-copies.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { ownClient, textOption } from "../bg/own-client.ts";
import { accountText } from "../bg/request-rows.ts";
import { type Row, screenTargets, showAnswer } from "../bg/screen.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";

const ways = ["deleted", "shredded", "device-reset", "rotated"] as const;

/** Signs that the other copies of items are gone: of one account, or of every one that still has the flag. Returns the exit code. */
export async function runAttest(invocation: Invocation): Promise<number> {
  const { options } = invocation;
  const vault = textOption(options, "vault");
  const how = ways.find((each) => each === textOption(options, "how"));
  const asked = textOption(options, "account");
  const isAll = options["all"] === true;
  if (vault !== "P" && vault !== "S") throw usageError("--vault takes P (passwords) or S (seeds)");
  if (how === undefined) throw usageError(`--how takes ${ways.join(", ")}`);
  if ((asked === null) === !isAll) throw usageError("name one account with --account, or all of them with --all");
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const { gate } = client.deps;
    const accounts = await gate.accounts();
    const flagged = accounts.filter((each) => each[vault]?.flags.includes("copies-elsewhere") === true);
    const chosen = asked === null ? flagged : [findAccount(asked, accounts)];
    const said: { account: string; name: string; version: number; isOver: boolean }[] = [];
    for (const { account, name, ...items } of chosen) {
      const version = items[vault]?.version;
      if (version === undefined) {
        const what = vault === "P" ? "password" : "seed";
        throw new CodedError(clientErrors.CLIENT_NO_ITEM, { detail: `${accountText(account)} has no ${what}` });
      }
      const after = await attestCopies(client.deps, entered, { account, vault, version, how });
      said.push({ account, name, version, isOver: after[vault]?.flags.includes("copies-elsewhere") !== true });
    }
    const open = said.filter(({ isOver }) => !isOver);
    const needed = vault === "P" ? "operator-p" : "operator-s";
    const rows: Row[] = [
      ...said
        .slice(0, 20)
        .map(({ account, name, version, isOver }): Row => [
          accountText(account),
          `${name}, version ${version}: ${isOver ? "no other copies" : "your word is kept"}`,
        ]),
      ...(said.length > 20 ? [["", `and ${said.length - 20} more`] as const] : []),
      ...(said.length === 0 ? [["attested", "nothing: no item has the flag"] as const] : []),
      ...(open.length === 0
        ? []
        : [["next", `an ${needed} and another custodian must both say it: the same command by the other`] as const]),
    ];
    const json = { vault, how, attested: said, open: open.length };
    showAnswer(invocation, targets, entered, { rows, json });
    return 0;
  } finally {
    entered.hand.end();
  }
}
