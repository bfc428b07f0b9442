import { base32 } from "../../../src/demo/human/base32.ts";
import type { Entry } from "../../../src/demo/human/person.ts";
import { totp } from "../../../src/demo/human/totp.ts";
import type { Move, Thief } from "./thief.ts";

const newPassword = "fictional-taken-over";

const useRootKey: Move = {
  name: "sign with the root key",
  play: async (thief) => {
    if (thief.rootKey === undefined) return thief.refuse("sign with the root key", "root-key", "no key at hand");
    const arn = await thief.identityOf(thief.rootKey);
    if (!arn.endsWith(`:${thief.target}:root`)) return thief.refuse("sign with the root key", "root-key", arn);
    thief.root = thief.rootKey;
    return thief.note("signed as root with its key");
  },
};

const forgetPassword: Move = {
  name: "forgot password",
  play: async (thief) => {
    if (thief.password !== null) return false;
    for (const from of thief.places) {
      const asked = await thief.person.forgetPassword({
        email: thief.email(),
        ...(from === undefined ? {} : { from }),
      });
      if (thief.passed("forgot password", asked) === null) continue;
      const token = await thief.newestToken("forgot password");
      if (token === null) continue;
      const set = await thief.person.setPassword({ token, password: newPassword });
      if (thief.passed("forgot password", set) === null) continue;
      thief.password = newPassword;
      return thief.note("set a new root password by mail");
    }
    return false;
  },
};

const signIn: Move = {
  name: "sign in",
  play: async (thief) => {
    if (thief.password === null) return thief.refuse("sign in", "password", "no password known");
    for (const from of thief.places) {
      const entry = await thief.person.signIn({
        email: thief.email(),
        password: thief.password,
        ...(from === undefined ? {} : { from }),
      });
      if (await letIn(thief, entry)) return true;
      if (entry.status !== "mfa") continue;
      if (await giveCodes(thief, entry.pending, entry.serials)) return true;
      if (await alternativeFactors(thief, entry.pending)) return true;
    }
    return false;
  },
};

async function letIn(thief: Thief, entry: Entry): Promise<boolean> {
  if (entry.status === "refused") return thief.refuse("sign in", entry.step, entry.why);
  if (entry.status === "mfa") return false;
  if (entry.account !== thief.target) return thief.refuse("sign in", "signin", `signed in to ${entry.account}`);
  thief.root = entry.credentials;
  return thief.note("signed in as root");
}

async function giveCodes(thief: Thief, pending: string, serials: readonly string[]): Promise<boolean> {
  for (const serial of serials) {
    const seed = thief.seed === undefined ? null : base32(thief.seed);
    const code = seed === null ? undefined : totp(seed, thief.aws.state.clock.now());
    if (code === undefined && !thief.devices.includes(serial)) {
      thief.refuse("sign in", "mfa", `neither a code for ${serial} nor the device`);
      continue;
    }
    const answer = await thief.person.giveCode({ pending, serial, ...(code === undefined ? {} : { code }) });
    if (await letIn(thief, answer)) return true;
  }
  return false;
}

/** Troubleshoot MFA: a link by mail, then a call to the primary contact's phone. */
async function alternativeFactors(thief: Thief, pending: string): Promise<boolean> {
  const move = "alternative factors";
  if (thief.passed(move, await thief.person.troubleshootMfa({ pending })) === null) return false;
  const token = await thief.newestToken(move);
  if (token === null) return false;
  const ringing = thief.passed(move, await thief.person.confirmMail({ token }));
  if (ringing === null) return false;
  if (thief.numbers.length === 0) return thief.refuse(move, "phone", "no phone at hand");
  for (const number of thief.numbers) {
    const heard = thief.passed(move, await thief.person.phone(number));
    const code = heard?.messages.at(-1)?.code;
    if (code === undefined) {
      thief.refuse(move, "phone", `${number} did not ring`);
      continue;
    }
    if (await letIn(thief, await thief.person.confirmPhone({ call: ringing.call, code }))) return true;
  }
  return false;
}

/** What people do on AWS's pages. */
export const signInMoves: readonly Move[] = [useRootKey, signIn, forgetPassword];
