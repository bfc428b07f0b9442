import { sealBroker } from "../../../app/custody/client/broker/seal-broker.ts";
import { unsealBroker } from "../../../app/custody/client/broker/unseal-broker.ts";
import type { Invocation } from "../command.ts";
import { ownClient } from "./own-client.ts";
import { brokerRows } from "./run-status.ts";
import { screenTargets, showAnswer } from "./screen.ts";

/** What the broker says of itself, verified; exit 1 while it releases nothing. */
export async function runBrokerStatus(invocation: Invocation): Promise<number> {
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const { status, brokerReply } = entered;
    const { have, need } = brokerReply;
    const round = have === undefined || need === undefined ? [] : [["shares", `${have} of ${need} are there`] as const];
    showAnswer(invocation, targets, entered, {
      rows: [...brokerRows(status), ...round],
      json: { broker: status, ...(have === undefined ? {} : { have }), ...(need === undefined ? {} : { need }) },
    });
    return status.state === "unsealed" ? 0 : 1;
  } finally {
    entered.hand.end();
  }
}

/** Brings the own share of the broker's key; exit 0 also while more are needed. */
export async function runBrokerUnseal(invocation: Invocation): Promise<number> {
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const done = await unsealBroker(client.deps, entered);
    if (done.status === "not-sealed") {
      const rows = [["broker", `${entered.status.state}: no share is needed`] as const];
      showAnswer(invocation, targets, entered, { rows, json: { state: entered.status.state, isUnsealed: true } });
      return 0;
    }
    const { have, need, isUnsealed } = done;
    showAnswer(invocation, targets, entered, {
      rows: [
        ["share", `taken, ${have} of ${need}`],
        ["broker", isUnsealed ? "unsealed: codes can be released" : "still sealed"],
        ...(isUnsealed ? [] : [["next", `${need - have} more unsealers: rootward broker unseal`] as const]),
      ],
      json: { have, need, isUnsealed },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}

/** Lets the broker forget its keys. */
export async function runBrokerSeal(invocation: Invocation): Promise<number> {
  const targets = screenTargets(invocation);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const what = await sealBroker(client.deps, entered);
    showAnswer(invocation, targets, entered, {
      rows: [
        ["broker", what === "sealed" ? "sealed: nothing is released any more" : "was sealed already"],
        ["next", "when it is safe again, the unsealers: rootward broker unseal"],
      ],
      json: { state: "sealed", wasSealed: what === "was-sealed" },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}
