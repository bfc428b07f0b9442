// Whether a seed that was brought is the one of the old device: an operator reads two codes from it. Nothing is released, so
// no step is spent; who brings codes learns one bit, which two in a row give to nobody who has to guess.
import { fromUtf8 } from "../../../domain/crypto/bytes.ts";
import type { VerifyDocument } from "../../../domain/custody/documents/item-documents.ts";
import { custodyErrors } from "../../../domain/custody/errors.ts";
import { readFrame } from "../../../domain/custody/frame/frame.ts";
import { bytesOf } from "../../../domain/custody/protocol/signed-wire.ts";
import { stepMs } from "../../../domain/custody/steps/step-ledger.ts";
import { matchTwoCodes } from "../../../domain/custody/totp/match-two-codes.ts";
import { readCode } from "../../../domain/custody/totp/read-code.ts";
import { awsTotp } from "../../../domain/custody/totp/totp-parameters.ts";
import type { BrokerCore } from "../core/broker-core.ts";
import { about } from "../core/decide-move.ts";
import { actorOf, counterEvents, insistArrival, meetCheckpoint, spend, type TakenIn } from "../core/intake.ts";
import type { Line } from "../core/line.ts";
import { receipt } from "../core/signed-words.ts";
import { brokerErrors } from "../errors.ts";
import { refuse } from "../insist.ts";
import { insistCurrent } from "../lines/release-code.ts";
import { keyOfItem } from "../lines/release-under-document.ts";
import { openSeed } from "./seed-vault.ts";

/** `rw.verify`: two codes of the old device against the newest seed. */
export function verifySeedLine(core: BrokerCore, taken: TakenIn<VerifyDocument>): Line {
  const { document } = taken.verified.read;
  const { account, version } = document;
  return {
    isAlone: false,
    open: async () => {
      core.insistUnsealed();
      if (document.bootKey !== core.bootKey.recipient) refuse(custodyErrors.CUSTODY_OTHER_BOOT, account);
      const { first, second } = await codesOf(core, document);
      return () => {
        meetCheckpoint(core, document);
        insistArrival(core, document);
        const item = insistCurrent(core, account);
        if (item.version !== version) refuse(custodyErrors.CUSTODY_ITEM_VERSION, `${account}: version ${item.version}`);
        const seed = openSeed(core, item, keyOfItem(core, item));
        const step = Math.floor(core.nowMs() / stepMs);
        const found = matchTwoCodes({ seed, parameters: awsTotp, first, second, step });
        seed.wipe();
        if (found === null) refuse(custodyErrors.CUSTODY_CODES_DIFFER, account);
        // Which step they were of stays out of the log; how far off the device's clock is, helps the next one who types a code.
        const d = { vault: "S", kind: "seed", version, how: "two-codes", stepsOff: found + 1 - step };
        return {
          events: [{ type: "item.verified", actor: actorOf(taken), account, d }, ...counterEvents([taken])],
          write: () => {
            core.deps.store.items.put({ ...item, flags: [...new Set([...item.flags, "verified"])] });
            spend(core, taken);
          },
          answer: ({ index }) => ({ status: "done", receipt: receipt(core, about("apply", taken), index) }),
        };
      };
    },
  };
}

async function codesOf(core: BrokerCore, { account, version, codes }: VerifyDocument) {
  const { age, deployment } = core.deps;
  const frame = await age.decrypt(bytesOf(codes), core.bootKey.identity);
  const read = readFrame({ vault: "S", deployment, account, kind: "code", version }, frame);
  frame.wipe();
  if (read.status !== "read") return refuse(brokerErrors.BROKER_SECRET_UNREADABLE, `${account}, ${read.status}`);
  const text = fromUtf8(read.data.reveal()) ?? "";
  read.data.wipe();
  const [first, second] = [readCode(text.slice(0, 6)), readCode(text.slice(6))];
  if (first === null || second === null) return refuse(brokerErrors.BROKER_SECRET_UNREADABLE, `${account}, no codes`);
  return { first, second };
}
