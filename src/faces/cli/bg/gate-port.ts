import { setTimeout as pause } from "node:timers/promises";
import type { Gate } from "../../../app/custody/client/ports/gate.ts";
import type { ReadinessGate } from "../../../app/custody/client/ports/readiness.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { SignedWire } from "../../../domain/custody/protocol/signed-wire.ts";
import { Secret } from "../../../domain/core/secret.ts";
import { type GateClient, openGateClient } from "../../../world/gate-client/open-gate-client.ts";
import { gateRoutes } from "../../contract/gate-routes.ts";
import { callOf, type CallInput, type ReplyOf, type Route } from "../../contract/route.ts";

const none = { params: {}, body: {} };
/** Waits for the gate's copy of the broker's log, in milliseconds; it follows every two seconds. */
const copyPauses = [200, 400, 800, 1200, 1600];

/** The gate at an address, as the use cases know it; who signs in is signed in for all later calls. */
export function gatePort(url: string, ca?: string): Gate & ReadinessGate {
  let client: GateClient = openGateClient({ url, ca });
  let renewal: (() => Promise<SignedWire>) | null = null;
  let renewed: Promise<void> | null = null;
  const signIn = async (signed: SignedWire): Promise<void> => {
    const { token } = await client.call(callOf(gateRoutes.signIn, { params: {}, body: { signed } }));
    client = client.signedIn(new Secret(token));
  };
  const call = async <T extends Route>(route: T, input: CallInput<T>): Promise<ReplyOf<T>> => {
    const used = client;
    try {
      return await used.call(callOf(route, input));
    } catch (error) {
      // Refused at the door: nothing was done, so the same call may be made again.
      if (!(error instanceof CodedError) || error.row.code !== "GATE_NO_SESSION" || renewal === null) throw error;
      const again = renewal;
      // Calls that were under way together sign in once.
      if (client === used)
        renewed ??= again()
          .then(signIn)
          .finally(() => (renewed = null));
      await renewed;
      return await client.call(callOf(route, input));
    }
  };
  const step = { "break-seal": gateRoutes.breakSeal, seen: gateRoutes.seen, withdraw: gateRoutes.withdraw } as const;
  return {
    status: () => call(gateRoutes.status, none),
    signIn: async (signed, again) => {
      renewal = null;
      await signIn(signed);
      renewal = again ?? null;
    },
    chains: () => call(gateRoutes.roster, none),
    consistency: async (log, from, to) => {
      const body = { from: String(from), to: String(to) };
      for (const wait of copyPauses) {
        try {
          return (await call(gateRoutes.consistency, { params: { log }, body })).proof;
        } catch (error) {
          // The gate's copy of the broker's log is a moment behind what went past the gate.
          if (!(error instanceof CodedError) || error.row.code !== "LEDGER_OUT_OF_RANGE") throw error;
        }
        await pause(wait);
      }
      return (await call(gateRoutes.consistency, { params: { log }, body })).proof;
    },
    accounts: async () => (await call(gateRoutes.accounts, none)).accounts,
    putAccount: async (account, name, email) => {
      await call(gateRoutes.putAccount, { params: { account }, body: { name, email } });
    },
    createRequest: (signed, reason) => call(gateRoutes.createRequest, { params: {}, body: { signed, reason } }),
    requests: async ({ account, open }) => {
      const body = { ...(account === undefined ? {} : { account }), ...(open ? { open: "1" as const } : {}) };
      return (await call(gateRoutes.requests, { params: {}, body })).requests;
    },
    request: (id) => call(gateRoutes.request, { params: { id }, body: {} }),
    decide: (id, signed, shares) => call(gateRoutes.decide, { params: { id }, body: { signed, shares } }),
    step: (id, what, signed) => call(step[what], { params: { id }, body: { signed } }),
    close: (id, signed, statement) => call(gateRoutes.close, { params: { id }, body: { signed, statement } }),
    release: (id, signed) => call(gateRoutes.release, { params: { id }, body: { signed } }),
    releaseUnder: async (hash, signed) =>
      (await call(gateRoutes.releaseUnder, { params: { hash }, body: { signed } })).reply,
    exportUnder: (hash, signed) => call(gateRoutes.releaseUnder, { params: { hash }, body: { signed } }),
    takeOwn: async (signed) => {
      await call(gateRoutes.takeOwn, { params: {}, body: { signed } });
    },
    unseal: (signed, share) => call(gateRoutes.unseal, { params: {}, body: { signed, share } }),
    submit: ({ signed, document, approvals = [] }) =>
      call(gateRoutes.document, { params: {}, body: { signed, document, approvals: [...approvals] } }),
    propose: async ({ signed, document, approvals = [], plan }) =>
      (await call(gateRoutes.propose, { params: {}, body: { signed, document, approvals: [...approvals], plan } }))
        .hash,
    proposals: async () => (await call(gateRoutes.proposals, none)).proposals,
    approveProposal: (hash, signed) => call(gateRoutes.approveProposal, { params: { hash }, body: { signed } }),
    putPassword: (sealed) =>
      call(gateRoutes.putPassword, { params: {}, body: { ...sealed, flags: [...sealed.flags] } }),
    tagKey: async () => (await call(gateRoutes.tagKey, none)).file,
    putTagKey: async (file) => {
      await call(gateRoutes.putTagKey, { params: {}, body: { file } });
    },
    readiness: () => call(gateRoutes.readiness, none),
    putCopy: async (copy) => {
      await call(gateRoutes.putCopy, { params: {}, body: copy });
    },
    putDrill: async (drill) => {
      await call(gateRoutes.putDrill, { params: {}, body: drill });
    },
    testNotices: async () => (await call(gateRoutes.testNotices, none)).results,
  };
}
