import type { DocumentOf, ReadCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import type { Line } from "../core/line.ts";
import { brokerErrors } from "../errors.ts";
import { refuse } from "../insist.ts";

/** `rw.resync`: a quorum says which history is the true one. */
export function resyncLine(
  core: BrokerCore,
  read: ReadCustodyDocument & { readonly document: DocumentOf<"rw.resync/v1"> },
  line: BrokerRequestOf<"apply-quorum">,
): Line {
  void core;
  void line;
  return refuse(brokerErrors.BROKER_INTERNAL, read.hash);
}
