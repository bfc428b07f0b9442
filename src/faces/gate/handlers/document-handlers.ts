import { readCustodyDocument } from "../../../domain/custody/documents/read-custody-document.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { takeAttest, takeLiveness } from "../../../app/gate/documents/gate-documents.ts";
import { approveProposal, listProposals, propose, type ShownProposal } from "../../../app/gate/documents/proposals.ts";
import { submitDocument } from "../../../app/gate/documents/submit-document.ts";
import { unsealBroker } from "../../../app/gate/documents/unseal-broker.ts";
import type { documentRoutes } from "../../contract/document-routes.ts";
import type { HandlersOf } from "./handler.ts";

/** Documents beside requests. */
export const documentHandlers: HandlersOf<typeof documentRoutes> = {
  unseal: ({ gate }, { body }) => unsealBroker(gate)(body.signed, body.share),
  document: ({ gate }, { body }) => submitDocument(gate)(body),
  takeOwn: ({ gate }, { body }) => {
    const { type } = readCustodyDocument(bytesOf(body.signed.document)).document;
    if (type === "rw.attest/v1") takeAttest(gate)(body.signed);
    else takeLiveness(gate)(body.signed);
    return {};
  },
  propose: ({ gate }, { body, by }) => ({ hash: propose(gate)(by(), body) }),
  proposals: ({ gate }) => ({ proposals: listProposals(gate)().map((each) => shown(each)) }),
  approveProposal: async ({ gate }, { params, body }) =>
    shown(await approveProposal(gate)(params.hash, body.signed, body.shares)),
};

function shown({
  hash,
  type,
  document,
  signed,
  approvals,
  by,
  createdAt,
  state,
  missing,
  reply,
  plan,
  isVetoed,
  notices,
}: ShownProposal) {
  return {
    hash,
    type,
    document,
    approvals,
    by,
    createdAt,
    state,
    ...(signed === null ? {} : { signed }),
    ...(missing === null ? {} : { missing }),
    ...(reply === null ? {} : { reply }),
    ...(plan === null ? {} : { plan }),
    ...(isVetoed ? { isVetoed } : {}),
    ...(notices.length === 0 ? {} : { notices: [...notices] }),
  };
}
