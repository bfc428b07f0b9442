import { Secret } from "../../domain/core/secret.ts";
import type { AlternateType } from "../../domain/custody/contacts/records/contact-fields.ts";
import type { AlternateField, PrimaryField, RawContact } from "../../domain/custody/contacts/records/normal-contact.ts";
import type { Deed } from "../../domain/custody/sessions/deed.ts";
import type { ContactDeeds, RefusedDeed } from "./contact-deeds.ts";
import type { AskOtp } from "./ask-otp.ts";

/** What the pretend AWS holds of one account. */
export interface PretendAccount {
  primary: RawContact<PrimaryField> | null;
  alternates: { [type in AlternateType]?: RawContact<AlternateField> };
  email: string;
  update: { status: string; email: string; otp: string } | null;
}

/** A call as the pretend AWS saw it, e.g. `PutContactInformation aws:222222222222`. */
export type SeenCall = string;

/** The pretend AWS of tests: keeps records as AWS does, notes every call, and fails where a test says so. */
export class PretendContacts {
  readonly accounts = new Map<string, PretendAccount>();
  readonly calls: SeenCall[] = [];
  /** What happens instead of a call, once for each entry; `null` lets it through. */
  readonly faults = new Map<SeenCall, (RefusedDeed | null | (() => void))[]>();
  /** Codes in the mailboxes of new addresses. */
  readonly mail: { readonly to: string; readonly otp: string }[] = [];
  /** The process dies at this call, from 0: before it is made, or before its answer is seen. */
  death: { readonly at: number; readonly when: "before" | "after" } | null = null;
  /** False while AWS does not show accepted addresses yet. */
  isPublishing = true;
  #codes = 0;

  /** Tests may put themselves before a call. */
  readonly deeds: { -readonly [name in keyof ContactDeeds]: ContactDeeds[name] } = {
    getContactInformation: ({ account }) =>
      this.#on("GetContactInformation", account, (held) =>
        held.primary === null ? absent : done({ contact: { ...held.primary }, verification: "VERIFIED" }),
      ),
    putContactInformation: ({ account, contact }) =>
      this.#on("PutContactInformation", account, (held) => {
        // AWS pads nothing, but writes the country in capitals and numbers as they come.
        held.primary = { ...contact, CountryCode: contact.CountryCode.toUpperCase() };
        return done(null);
      }),
    getAlternateContact: ({ account, type }) =>
      this.#on(`GetAlternateContact ${type}`, account, (held) => {
        const record = held.alternates[type];
        return record === undefined ? absent : done({ ...record });
      }),
    putAlternateContact: ({ account, type, contact }) =>
      this.#on(`PutAlternateContact ${type}`, account, (held) => {
        held.alternates[type] = { ...contact };
        return done(null);
      }),
    deleteAlternateContact: ({ account, type }) =>
      this.#on(`DeleteAlternateContact ${type}`, account, (held) => {
        if (held.alternates[type] === undefined) return absent;
        delete held.alternates[type];
        return done(null);
      }),
    getPrimaryEmail: ({ account }) => this.#on("GetPrimaryEmail", account, (held) => done({ email: held.email })),
    getPrimaryEmailUpdateStatus: ({ account }) =>
      this.#on("GetPrimaryEmailUpdateStatus", account, (held) =>
        held.update === null ? absent : done({ status: held.update.status, updatedAt: null }),
      ),
    startPrimaryEmailUpdate: ({ account, email }) =>
      this.#on("StartPrimaryEmailUpdate", account, (held) => {
        const otp = `CODE${String(this.#codes++).padStart(2, "0")}`;
        held.update = { status: "PENDING", email, otp };
        this.mail.push({ to: email, otp });
        return done({ status: "PENDING" });
      }),
    acceptPrimaryEmailUpdate: ({ account, email, otp }) =>
      this.#on("AcceptPrimaryEmailUpdate", account, (held) => {
        if (held.update?.status !== "PENDING") return refusal("account:AcceptPrimaryEmailUpdate", "ResourceNotFound");
        if (held.update.otp !== otp.reveal() || held.update.email !== email) {
          return refusal("account:AcceptPrimaryEmailUpdate", "Validation");
        }
        held.update = { ...held.update, status: "ACCEPTED" };
        if (this.isPublishing) this.publish(account);
        return done({ status: "ACCEPTED" });
      }),
  };

  /** A person who reads the newest code in the new mailbox. */
  readonly reader: AskOtp = ({ address }) => {
    const otp = this.mail.findLast(({ to }) => to === address)?.otp ?? "";
    return Promise.resolve({ status: "code", otp: new Secret(` ${otp}\n`) });
  };

  /** AWS shows the accepted address. */
  publish(account: string): void {
    const held = this.held(account);
    if (held.update === null) return;
    held.email = held.update.email;
    held.update = { ...held.update, status: "COMPLETED" };
  }

  /** What AWS holds of an account. */
  held(account: string): PretendAccount {
    const held = this.accounts.get(account);
    if (held === undefined) throw new Error(`no account ${account}`);
    return held;
  }

  /** Calls that change something or mail somebody. */
  get writes(): readonly SeenCall[] {
    return this.calls.filter((call) => !call.startsWith("Get"));
  }

  /** Lets the next such call fail, or something happen before it. */
  before(call: SeenCall, ...faults: readonly (RefusedDeed | null | (() => void))[]): void {
    this.faults.set(call, [...faults]);
  }

  async #on<T>(call: string, account: string, answer: (held: PretendAccount) => Deed<T>): Promise<Deed<T>> {
    await Promise.resolve();
    const seen = `${call} ${account}`;
    const death = this.death?.at === this.calls.length ? this.death : null;
    if (death?.when === "before") throw new Error("killed");
    this.calls.push(seen);
    const fault = this.faults.get(seen)?.shift() ?? null;
    if (typeof fault === "function") fault();
    else if (fault !== null) return fault;
    const given = answer(this.held(account));
    if (death !== null) throw new Error("killed");
    return given;
  }
}

const absent = { status: "absent" } as const;

/** A refused deed. */
export function refusal(action: string, code: string): RefusedDeed {
  return { status: "refused", action, code, message: "no" };
}

function done<T>(value: T): Deed<T> {
  return { status: "done", value };
}
