import { AccountClient } from "@aws-sdk/client-account";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { type Credentials, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { makePerson, newestLink, type Person, type Refused } from "../../../src/demo/human/person.ts";
import type { PretendAws } from "../../../src/demo/start-pretend-aws.ts";

/** What an attacker starts with. Nothing here is taken from the takeover model: things, keys and values alone. */
export interface Loot {
  /** `mailbox:…`, `phone:…`, `device:…`, `network:…`, `intercept:…`, `domain:…`. */
  readonly controls: readonly string[];
  /** ARNs of users and roles whose keys he holds. */
  readonly principals: readonly string[];
  /** The root password, from a vault. */
  readonly password?: string | undefined;
  /** The base32 seed of a virtual MFA device, from a vault. */
  readonly seed?: string | undefined;
  readonly rootKey?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/** Keys of a user, a role or a root session, as the SDK takes them. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A user or role the attacker can act as. */
export interface Held {
  readonly arn: string;
  readonly account: string;
  readonly keys: Keys;
}

interface Clients {
  readonly account: AccountClient;
  readonly iam: IAMClient;
  readonly organizations: OrganizationsClient;
  readonly sts: STSClient;
}

/** Something that was refused: which move, at which step, in whose words. */
export interface Refusal {
  readonly move: string;
  readonly step: string;
  readonly why: string;
}

/** Number and mailbox that the attacker has of his own. */
export const ownPhone = "+49 30 6660666";
const ownMailbox = "thief@evil.example";

/** An attacker at work on one account. Layout (ids, ARNs, addresses) counts as known to him, secrets never. */
export class Thief {
  readonly aws: PretendAws;
  readonly target: string;
  readonly person: Person;
  readonly seed: string | undefined;
  readonly rootKey: Loot["rootKey"];
  readonly mailboxes: readonly string[];
  readonly devices: readonly string[];
  readonly numbers: string[];
  /** Where he may open a page from; `undefined` is wherever he sits. */
  readonly places: readonly (string | undefined)[];
  readonly held: Held[];
  readonly refusals: Refusal[] = [];
  /** Steps that were taken, in order. */
  readonly taken: string[] = [];
  /** Doors that were found shut: not tried again until a policy changes. */
  readonly shut = new Set<string>();
  readonly #clients = new Map<string, Clients>();
  password: string | null;
  root: Keys | null = null;

  private constructor(aws: PretendAws, target: string, person: Person, loot: Loot) {
    const of = (kind: string) =>
      loot.controls.filter((each) => each.startsWith(`${kind}:`)).map((each) => each.slice(kind.length + 1));
    this.aws = aws;
    this.target = target;
    this.person = person;
    this.seed = loot.seed;
    this.rootKey = loot.rootKey;
    this.mailboxes = [ownMailbox, ...of("mailbox")];
    this.devices = of("device");
    this.numbers = of("phone");
    this.places = [undefined, ...of("network")];
    this.password = loot.password ?? null;
    this.held = loot.principals.map((arn) => ({
      arn,
      account: arn.split(":")[4] ?? "",
      keys: aws.credentialsFor(arn, 12 * 3600),
    }));
  }

  /** An attacker with his loot, and a phone and a mailbox of his own. */
  static async arm(aws: PretendAws, target: string, loot: Loot): Promise<Thief> {
    const person = await makePerson(aws, `thief ${Math.random()}`, [...loot.controls, `mailbox:${ownMailbox}`]);
    await person.claim({ phone: ownPhone });
    return new Thief(aws, target, person, loot);
  }

  /** The root address of the target, as it is now. */
  email(): string {
    return this.account(this.target)?.email ?? "";
  }

  account(id: string) {
    return [...this.aws.state.accounts.values()].find((account) => account.id === id);
  }

  note(step: string): true {
    this.taken.push(step);
    return true;
  }

  refuse(move: string, step: string, why: string): false {
    this.refusals.push({ move, step, why });
    return false;
  }

  /** Null when the answer was a refusal, which is noted. */
  passed<T extends { readonly status?: undefined }>(move: string, answer: T | Refused): T | null {
    if (answer.status !== "refused") return answer;
    this.refuse(move, answer.step, answer.why);
    return null;
  }

  /** Does a signed call; null and a noted refusal when AWS refuses it. */
  async call<T>(move: string, step: string, make: () => Promise<T>): Promise<T | null> {
    try {
      return await make();
    } catch (error) {
      this.refuse(move, step, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
      return null;
    }
  }

  /** The token of the newest link in the root mailbox; null when it cannot be read or holds none. */
  async newestToken(move: string): Promise<string | null> {
    const inbox = this.passed(move, await this.person.mailbox(this.email()));
    if (inbox === null) return null;
    const token = newestLink(inbox.messages);
    if (token === null) this.refuse(move, "mailbox", "no mail with a link arrived");
    return token;
  }

  /** AWS clients that sign with keys; made once for each. */
  clientsFor({ accessKeyId, secretAccessKey, sessionToken }: Keys): Clients {
    const known = this.#clients.get(accessKeyId);
    if (known !== undefined) return known;
    const credentials = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
    const config = { endpoint: this.aws.url, region: "us-east-1", maxAttempts: 1, credentials };
    const made = {
      account: new AccountClient(config),
      iam: new IAMClient(config),
      organizations: new OrganizationsClient(config),
      sts: new STSClient(config),
    };
    this.#clients.set(accessKeyId, made);
    return made;
  }

  /** Lets go of every connection. */
  close(): void {
    for (const clients of this.#clients.values()) for (const client of Object.values(clients)) client.destroy();
  }

  /** The ARN that GetCallerIdentity answers to keys. */
  async identityOf(keys: Keys): Promise<string> {
    const { sts } = this.clientsFor(keys);
    const answer = await this.call("who am I", "sts:GetCallerIdentity", () =>
      sts.send(new GetCallerIdentityCommand({})),
    );
    return answer?.Arn ?? "nobody";
  }
}

/** Keys from an answer of STS; null when it holds none. */
export function keysOf(made: Credentials | undefined): Keys | null {
  const { AccessKeyId, SecretAccessKey, SessionToken } = made ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) return null;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** One thing an attacker may try: true when it brought him further. */
export interface Move {
  readonly name: string;
  readonly play: (thief: Thief) => Promise<boolean>;
}
