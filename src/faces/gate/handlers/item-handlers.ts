import { accountField } from "../../../domain/custody/documents/fields.ts";
import { insistWritable } from "../../../app/gate/core/record.ts";
import { refuse } from "../../../app/gate/core/refuse.ts";
import { gateErrors } from "../../../app/gate/errors.ts";
import { listAccounts, putAccount } from "../../../app/gate/items/list-accounts.ts";
import { putPassword } from "../../../app/gate/items/put-password.ts";
import { putTagKey, tagKey } from "../../../app/gate/items/tag-key.ts";
import type { itemRoutes } from "../../contract/item-routes.ts";
import type { HandlersOf } from "./handler.ts";

/** What lies in the password vault. */
export const itemHandlers: HandlersOf<typeof itemRoutes> = {
  accounts: ({ gate }, { by }) => ({ accounts: listAccounts(gate)(by()) }),
  putAccount: ({ gate }, { params, body, by }) => {
    insistWritable(gate);
    const read = accountField.safeParse(params.account);
    if (!read.success) refuse(gateErrors.GATE_BODY_FOREIGN, "an account is <partition>:<12 digits>");
    return putAccount(gate)(by(), { account: read.data, ...body });
  },
  putPassword: ({ gate }, { body, by }) => putPassword(gate)(by(), body),
  tagKey: ({ gate }, { by }) => ({ file: tagKey(gate)(by()) }),
  putTagKey: ({ gate }, { body, by }) => {
    putTagKey(gate)(by(), body.file);
    return {};
  },
};
