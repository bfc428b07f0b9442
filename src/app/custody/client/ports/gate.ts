// What a person's program asks of the gate. All that comes back is foreign until a signature of the roster stands behind
// it: these types say what is shown, never what is true.
import type { BrokerReply } from "../../../../domain/custody/protocol/broker-reply.ts";
import type { StoredSplit } from "../../../../domain/custody/protocol/stored-split.ts";
import type { BrokerSigned, SignedWire } from "../../../../domain/custody/protocol/signed-wire.ts";
import type { Phase } from "../../../../domain/custody/request/request-state.ts";
import type { Purpose } from "../../../../domain/custody/documents/request-document.ts";
import type { MissingVotes } from "../../../../domain/custody/roster/terms-met.ts";

/** An item of an answered export of the password vault, as the gate hands it out. */
export interface AnsweredItem {
  readonly account: string;
  readonly name: string;
  readonly email: string | null;
  readonly version: number;
  /** RWE1, base64url. */
  readonly envelope: string;
  /** An age file with the key's frame; `null` in sealed mode. */
  readonly file: string | null;
}

/** A version of the roster or the release policy with the approvals that came with it. */
export interface ShownVersion {
  readonly document: string;
  readonly approvals: readonly SignedWire[];
  /** Unix seconds; when the gate says that the broker took it. */
  readonly acceptedAt: number;
  readonly state: "in-force" | "older" | "pending" | "vetoed";
}

/** Both chains from the first version on. */
export interface ShownChains {
  readonly roster: readonly ShownVersion[];
  readonly releasePolicy: readonly ShownVersion[];
}

/** What everybody may know. */
export interface GateStatus {
  readonly deployment: string;
  readonly gate: {
    readonly state: "open" | "quarantined";
    readonly why: readonly string[];
    /** A note, base64url; left out before the first entry. */
    readonly checkpoint?: string | undefined;
    readonly noticesWaiting: number;
  };
  readonly broker: BrokerReply<"status"> | null;
  readonly brokerError?: string | undefined;
  readonly rosterHash: string;
  readonly releasePolicyHash: string;
}

/** An account as the gate lists it. */
export interface ShownAccount {
  readonly account: string;
  readonly name: string;
  readonly email: string | null;
  readonly P: { readonly version: number; readonly flags: readonly string[] } | null;
  readonly S: {
    readonly version: number;
    readonly flags: readonly string[];
    readonly isProven: boolean;
    /** When it came into custody, in Unix seconds by the broker's log. */
    readonly storedAt: number;
    readonly origin: "new-device" | "import";
  } | null;
  readonly rule: string | null;
}

/** Where a request stands, by the gate's projection. */
export interface ShownStanding {
  readonly requestId: string;
  readonly requestHash: string;
  readonly account: string;
  readonly accountName: string;
  readonly person: string;
  readonly purpose: Purpose;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly phase: Phase;
  readonly flags: readonly string[];
  readonly windowEnds: number | null;
  readonly dueAt: number | null;
  readonly codesUsed: number;
  readonly maxCodes: number;
}

/** A request with everything that was signed about it. */
export interface ShownRequest extends ShownStanding {
  readonly signed: SignedWire;
  readonly reason: { readonly text: string; readonly salt: string } | null;
  readonly prepared: Extract<BrokerReply<"prepare">, { readonly status: "done" }> | null;
  readonly approvals: readonly SignedWire[];
  readonly missing: readonly MissingVotes[];
  readonly tooManyCli: boolean;
  readonly notices: readonly ShownNotice[];
  readonly passwordShares: StoredSplit | null;
}

/** Whether a notice reached a route. */
export interface ShownNotice {
  readonly route: string;
  readonly what: string;
  readonly state: "waiting" | "sent" | "failed";
  readonly at: number | null;
  readonly error: string;
}

/** What came of a decision. */
export interface Decided {
  readonly phase: Phase;
  readonly missing: readonly MissingVotes[];
  readonly tooManyCli: boolean;
  readonly submitted?: BrokerReply<"apply"> | undefined;
}

/** What came of a requester's or custodian's step. */
export interface Moved {
  readonly phase: Phase;
  readonly reply: BrokerReply<"apply">;
}

/** A password as it is handed out. */
export interface ShownItem {
  readonly version: number;
  /** RWE1, base64url. */
  readonly envelope: string;
  readonly key:
    | { readonly kind: "standard"; readonly file: string }
    | { readonly kind: "sealed"; readonly manifest?: unknown; readonly shares: readonly string[] };
}

/** What came of an ask. */
export type Released =
  | { readonly kind: "answer"; readonly reply: BrokerReply<"release"> }
  | { readonly kind: "password"; readonly receipt: BrokerSigned; readonly item: ShownItem };

/** A text whose salted hash stands in a signed document. */
export interface SaltedText {
  readonly text: string;
  /** 16 bytes, base64url. */
  readonly salt: string;
}

/** A password that was sealed here. */
export interface SealedPassword {
  readonly account: string;
  readonly version: number;
  readonly envelope: string;
  readonly wrap:
    | { readonly kind: "standard"; readonly file: string }
    | { readonly kind: "sealed"; readonly split: StoredSplit };
  readonly kit?: string;
  readonly origin: "generated" | "typed" | "import";
  readonly flags: readonly PasswordFlag[];
  readonly tag?: string;
}

/** What is shown beside a password. */
export type PasswordFlag =
  | "copies-elsewhere"
  | "one-factor:pair-in-file"
  | "one-factor:reused"
  | "one-factor:short"
  | "one-factor:unattested"
  | "rotation-due";

/** A document with its signer's signature, or one that a quorum alone decides on. */
export interface Submitted {
  readonly signed?: SignedWire;
  readonly document?: string;
  readonly approvals?: readonly SignedWire[];
  /** The plan that a contacts document names, base64url; only where it is put up for approvals. */
  readonly plan?: string;
}

/** A document that is put up for approvals. */
export interface ShownProposal {
  readonly hash: string;
  readonly type: string;
  readonly document: string;
  readonly signed?: SignedWire | undefined;
  readonly approvals: readonly SignedWire[];
  readonly by: string;
  readonly createdAt: number;
  readonly state: "open" | "submitted";
  readonly missing?: { readonly code: string; readonly detail: string } | undefined;
  readonly reply?: BrokerReply<"apply"> | undefined;
  /** The plan that a contacts document names, base64url. */
  readonly plan?: string | undefined;
  /** A custodian stopped it after it was accepted. */
  readonly isVetoed?: true | undefined;
  /** Of an accepted plan of contacts; a route `name>address` is one mailbox. */
  readonly notices?: readonly ShownNotice[] | undefined;
}

/** The gate. Everything but `status` needs `signIn` first. Throws coded errors; `GATE_CLIENT_UNREACHABLE` when nobody answers. */
export interface Gate {
  readonly status: () => Promise<GateStatus>;
  /** `again` makes another signature for when the session ends before the command does. */
  readonly signIn: (signed: SignedWire, again?: () => Promise<SignedWire>) => Promise<void>;
  readonly chains: () => Promise<ShownChains>;
  /** Hashes, base64url. */
  readonly consistency: (log: "gate" | "broker", from: number, to: number) => Promise<readonly string[]>;
  readonly accounts: () => Promise<readonly ShownAccount[]>;
  readonly putAccount: (account: string, name: string, email: string | null) => Promise<void>;
  readonly createRequest: (signed: SignedWire, reason: SaltedText) => Promise<CreatedRequest>;
  readonly requests: (only: { readonly account?: string; readonly open: boolean }) => Promise<readonly ShownStanding[]>;
  readonly request: (requestId: string) => Promise<ShownRequest>;
  readonly decide: (requestId: string, signed: SignedWire, shares: ReSealedShares) => Promise<Decided>;
  readonly step: (requestId: string, step: "break-seal" | "seen" | "withdraw", signed: SignedWire) => Promise<Moved>;
  readonly close: (requestId: string, signed: SignedWire, statement: SaltedText) => Promise<Moved>;
  readonly release: (requestId: string, signed: SignedWire) => Promise<Released>;
  readonly releaseUnder: (documentHash: string, signed: SignedWire) => Promise<BrokerReply<"release">>;
  /** For an export; items of the password vault, still sealed to people. */
  readonly exportUnder: (
    documentHash: string,
    signed: SignedWire,
  ) => Promise<{ readonly reply: BrokerReply<"release">; readonly items?: readonly AnsweredItem[] | undefined }>;
  /** `rw.attest/v1` or `rw.liveness/v1`, which the gate takes itself. */
  readonly takeOwn: (signed: SignedWire) => Promise<void>;
  readonly unseal: (signed: SignedWire, share: string) => Promise<BrokerReply<"unseal">>;
  readonly submit: (document: Submitted) => Promise<BrokerReply<"apply">>;
  readonly propose: (document: Submitted) => Promise<string>;
  readonly proposals: () => Promise<readonly ShownProposal[]>;
  readonly approveProposal: (hash: string, signed: SignedWire) => Promise<ShownProposal>;
  readonly putPassword: (sealed: SealedPassword) => Promise<{ readonly sameAs: readonly string[] }>;
  /** An age file to the operators of the password vault, base64url. */
  readonly tagKey: () => Promise<string | null>;
  readonly putTagKey: (file: string) => Promise<void>;
}

/** What the gate says of a new request. */
export interface CreatedRequest {
  readonly requestId: string;
  readonly requestHash: string;
  readonly prepared: Extract<BrokerReply<"prepare">, { readonly status: "done" }>;
}

/** Own shares, sealed anew: age files, base64url. */
export interface ReSealedShares {
  readonly P?: string;
  readonly S?: string;
}
