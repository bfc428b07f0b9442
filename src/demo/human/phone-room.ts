import { canonicalPhone } from "../../domain/core/canonical-contact.ts";

/** A call or text message as the holder of the phone gets it. */
export interface PhoneMessage {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly kind: "call" | "sms";
  readonly code: string;
}

/** All calls and text messages that AWS has made. */
export class PhoneRoom {
  readonly #rung: { readonly number: string; readonly message: PhoneMessage }[] = [];

  /** Calls or texts a number, in any spelling; `at` in Unix milliseconds. */
  ring(out: {
    readonly number: string;
    readonly kind: "call" | "sms";
    readonly code: string;
    readonly at: number;
  }): void {
    const message: PhoneMessage = {
      id: `ring-${this.#rung.length + 1}`,
      at: new Date(out.at).toISOString(),
      kind: out.kind,
      code: out.code,
    };
    this.#rung.push({ number: canonicalPhone(out.number), message });
  }

  /** What reached a number, oldest first. */
  messages(number: string): readonly PhoneMessage[] {
    const wanted = canonicalPhone(number);
    return this.#rung.filter((one) => one.number === wanted).map((one) => one.message);
  }
}
