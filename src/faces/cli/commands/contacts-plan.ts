import type { CommandSpec } from "../command.ts";

/** `rootward contacts plan`: what would change, who would be told, and the one file that can be carried out. */
export const contactsPlanCommand: CommandSpec = {
  path: "contacts plan",
  summary: "compare contacts with a file of what they are to be, and save the changes as a plan",
  description:
    "Reads with your own AWS credentials and changes nothing. Shows old and new of every field that changes, who will be told and about whom the inventory is silent, what is refused and why, and how long the plan waits. Contacts are masked; the plan has them in full and is for you alone (0600). Exit 1 when something that you named is refused, 3 when something could not be read; the plan holds the rest.",
  args: [],
  groups: ["aws", "show", "format", "identity", "gate"],
  options: [
    { flags: "--file <FILE>", help: "what contacts are to be (`rootward schema contacts`); - is standard input" },
    { flags: "--save <PLAN>", help: "where the plan is written; nothing is written when there is nothing to change" },
    { flags: "--force", help: "write over a file of that name" },
    {
      flags: "--inventory <FILE>",
      help: "who reads mailboxes and holds phones (default: ./rootward-inventory.yaml if there)",
    },
    { flags: "--wait <DURATION>", help: "wait longer than the release policy asks for, such as 36h or 7d" },
  ],
  examples: [
    [
      "plan what a file wants",
      "rootward contacts plan --file contacts.yaml --save contacts.plan --identity ann --profile management",
    ],
    [
      "show all of it in full",
      "rootward contacts plan --file contacts.yaml --save contacts.plan --gate https://rootward.example.com --show-contacts",
    ],
  ],
  run: async (invocation) => {
    const { planOnce } = await import("../contacts/plan/plan-once.ts");
    return planOnce(invocation);
  },
};
