/** A mail as its reader sees it. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly subject: string;
  /** A page to open; its `token` query parameter is what the next step asks for. */
  readonly link?: string;
  readonly otp?: string;
}

/** A mail on its way; `at` in Unix milliseconds. */
export interface Outgoing {
  readonly to: string;
  readonly from: string;
  readonly at: number;
  readonly subject: string;
  readonly link?: string;
  readonly otp?: string;
}

/** All mail that AWS has sent, and who listened in when it was sent. */
export class MailRoom {
  readonly #mails: { readonly mail: Mail; readonly heardBy: ReadonlySet<string> }[] = [];
  readonly #listeners: (domain: string) => Iterable<string>;

  /** `listeners` names the actors that intercept a domain at this moment. */
  constructor(listeners: (domain: string) => Iterable<string>) {
    this.#listeners = listeners;
  }

  /** Sends a mail. */
  deliver({ at, ...rest }: Outgoing): void {
    const mail: Mail = { id: `mail-${this.#mails.length + 1}`, ...rest, at: new Date(at).toISOString() };
    this.#mails.push({ mail, heardBy: new Set(this.#listeners(domainOf(rest.to))) });
  }

  /** Everything that reached an address, oldest first: mail to its `+tag` addresses lies in the same mailbox. */
  inbox(address: string): readonly Mail[] {
    return this.#mails.filter(({ mail }) => reaches(mail.to, address)).map(({ mail }) => mail);
  }

  /** The part of an inbox that an actor overheard on the way. */
  overheard(address: string, actor: string): readonly Mail[] {
    return this.#mails
      .filter(({ mail, heardBy }) => heardBy.has(actor) && reaches(mail.to, address))
      .map(({ mail }) => mail);
  }
}

/** The lower-case domain of an address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** True when mail to `sentTo` lands in the mailbox of `address`: the same address, or a `+tag` of it. */
export function reaches(sentTo: string, address: string): boolean {
  const [to, box] = [sentTo.toLowerCase(), address.toLowerCase()];
  return to === box || to.replace(/\+[^@]*@/, "@") === box;
}
