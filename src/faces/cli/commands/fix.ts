import type { CommandSpec } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";

/** `rootward fix`: the guards a snapshot lacks, proven, as files; nothing is applied. */
export const fixCommand: CommandSpec = {
  path: "fix",
  summary: "write the policies that sever paths, with the proof: paths before and after, and what keeps working",
  description:
    "Chooses the guards that are missing (SCPs P1 to P5, the sign-in RCP P6, the management account's sign-in policy P7, a permissions boundary), proves each by the policy engine and all together by analysing the snapshot as it would be with them attached, and writes them with PLAN.md, a contact baseline, an alarm and proof.json. Calls nothing and applies nothing. Exit 3 when some account's paths could not be computed.",
  args: [],
  groups: ["judge", "show", "format"],
  options: [
    { flags: "--from <DIR>", help: "the snapshot" },
    { flags: "--out <DIR>", help: "folder for the files; it must be new or empty" },
    { flags: "--network <CIDR>", help: "root may sign in from here; without it from nowhere. P7 needs it" },
    {
      flags: "--recovery-principal <ARN,…>",
      help: "principals that may take sign-in walls down and change the organization",
    },
    { flags: "--stricter-root", help: "also keep central sessions from allowing a root password again" },
    { flags: "--maintenance-ou <OU>", help: "unit whose root users may work: P4 is not attached to it" },
  ],
  examples: [
    ["write the fixes of a snapshot", "rootward fix --from ./snapshot --out ./fixes"],
    [
      "with what people declared, and a sign-in policy for the management account",
      "rootward fix --from ./snapshot --inventory inventory.yaml --out ./fixes --network 198.51.100.0/24 --recovery-principal arn:aws:iam::111122223333:role/BreakGlass",
    ],
    ["the proof for a program", "rootward fix --from ./snapshot --out ./fixes -f json"],
  ],
  run: async (invocation) => {
    const targets = formatTargets(invocation.settings, ["text", "json"], "text");
    const { fixOnce } = await import("../fix/fix-once.ts");
    return fixOnce(invocation, targets);
  },
};
