import { verifiedAs } from "../../../domain/custody/roster/verify-signed.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import type { BrokerRequestOf } from "../../../domain/custody/protocol/broker-request.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { verify } from "../core/intake.ts";
import type { Decision, Line } from "../core/line.ts";
import { brokerErrors } from "../errors.ts";
import { refuse } from "../insist.ts";
import { enrolLine } from "../items/enrol.ts";
import { decidePair } from "../items/enrol-pair.ts";
import { verifySeedLine } from "../items/verify-seed.ts";
import { grantLine } from "./grant.ts";
import { decideAct } from "./person-acts.ts";
import { decideOperatorDocument } from "./quorum.ts";
import { decideSeal } from "./seal.ts";
import { decideStop } from "./stop.ts";

/** A document that its person signed: the closed list. `isDoor` is the custodians' own, which takes less. */
export function applyLine(core: BrokerCore, line: BrokerRequestOf<"apply">, isDoor: boolean): Line {
  const taken = verify(core, line.signed);
  const { verified, wire } = taken;
  const { type } = verified.read.document;
  if (isDoor && type !== "rw.approval/v1" && type !== "rw.seen/v1") refuse(brokerErrors.BROKER_NOT_THIS_DOOR, type);
  const simple = (decide: () => Decision): Line => ({ isAlone: false, open: async () => decide });
  switch (type) {
    case "rw.request/v1":
      return grantLine(core, line);
    case "rw.approval/v1":
      return simple(() => decideStop(core, { wire, verified: verifiedAs(verified, type) ?? foreign(type) }));
    case "rw.withdraw/v1":
    case "rw.close/v1":
    case "rw.break-seal/v1":
    case "rw.seen/v1":
      return simple(() => decideAct(core, { wire, verified: verifiedAs(verified, type) ?? foreign(type) }));
    case "rw.enrol/v1":
    case "rw.replace/v1":
      return enrolLine(core, { wire, verified: verifiedAs(verified, type) ?? foreign(type) }, line);
    case "rw.enrol-pair/v1":
      return simple(() => decidePair(core, { wire, verified: verifiedAs(verified, type) ?? foreign(type) }, line));
    case "rw.verify/v1":
      return verifySeedLine(core, { wire, verified: verifiedAs(verified, type) ?? foreign(type) });
    case "rw.seal/v1":
      return simple(() => decideSeal(core, { wire, verified: verifiedAs(verified, type) ?? foreign(type) }));
    case "rw.contacts/v1":
    case "rw.drill/v1":
      return simple(() => decideOperatorDocument(core, taken, line));
    case "rw.ask/v1":
    case "rw.unseal/v1":
    case "rw.liveness/v1":
    case "rw.attest/v1":
    case "rw.sign-in/v1":
      return foreign(type);
  }
}

function foreign(type: string): never {
  return refuse(custodyErrors.CUSTODY_DOCUMENT_FOREIGN, `the broker applies no ${type}`);
}
