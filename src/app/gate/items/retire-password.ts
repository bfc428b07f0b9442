import { systemActor } from "../../../domain/custody/protocol/log-entry.ts";
import type { Gate } from "../core/gate.ts";
import { record } from "../core/record.ts";

/** An account's password leaves custody by a quorum's document; the rows stay, the log says that none is current. */
export function retirePassword(
  gate: Gate,
  { account, version }: { readonly account: string; readonly version: number },
  documentHash: string,
): void {
  record(gate, (tell) =>
    tell({ type: "item.retired", actor: systemActor("gate"), account, d: { vault: "P", version, documentHash } }),
  );
}
