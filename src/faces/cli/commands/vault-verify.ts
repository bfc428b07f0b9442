import type { CommandSpec } from "../command.ts";
import { usageError } from "../usage-error.ts";

/** `rootward vault verify`: whether an imported seed makes the codes of the old device, or AWS has taken a seed's codes. */
export const vaultVerifyCommand: CommandSpec = {
  path: "vault verify",
  summary: "hold an imported seed against the old device, or prove a seed by what AWS shows",
  description:
    "Takes two consecutive codes of the phone or program that had the seed before, asked for one after the other, or from standard input in one line. They are sealed to the broker on this computer; the broker looks two half minutes to either side, and marks the seed verified when both fit. It shows no code, and spends none. A seed that was cut, or is another account's, is found here and not in an emergency. Verified is not proven: AWS may have forgotten the old device. --aws looks for the virtual device of root that was enabled with the codes of `rootward vault enrol`. Every other seed is proven by a sign-in with a code from custody: --signed-in names the ConsoleLogin that you saw in CloudTrail, of root and with MFAUsed Yes; it is your word, and the ledger says whose. Exit 3: not proven, or AWS could not be read.",
  args: [],
  groups: ["aws", "role", "identity", "passphrase", "gate", "format"],
  options: [
    { flags: "--account <ID>", help: "12 digits, or the account's name" },
    { flags: "--aws", help: "prove the newest seed by the device that AWS lists" },
    { flags: "--signed-in <EVENTID>", help: "prove the newest seed by a sign-in: its eventID in CloudTrail" },
    { flags: "--at <TIME>", help: "with --signed-in: its eventTime, such as 2026-11-22T10:00:00Z" },
    {
      flags: "--roster <HASH>",
      help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
    },
  ],
  examples: [
    ["as operator-s, with the old phone in hand", "rootward vault verify --account 123456789012"],
    ["whether AWS took the codes of the last enrolment", "rootward vault verify --account prod --aws --profile audit"],
    [
      "after a drill",
      "rootward vault verify --account prod --signed-in 0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f --at 2026-11-22T10:00:00Z",
    ],
    ["the two codes on standard input, in one line", "rootward vault verify --account prod -f json"],
  ],
  run: async (invocation) => {
    const { aws, signedIn, at } = invocation.options;
    if (aws === true || typeof signedIn === "string") {
      const { runVerifyAws, runVerifySignIn } = await import("../vault/run-verify-aws.ts");
      return typeof signedIn === "string" && aws !== true
        ? runVerifySignIn(invocation, signedIn)
        : runVerifyAws(invocation);
    }
    if (at !== undefined) throw usageError("--at goes with --signed-in");
    const { runVerify } = await import("../vault/run-verify.ts");
    return runVerify(invocation);
  },
};
