import { CodedError } from "../../../domain/core/coded-error.ts";
import type { CommandSpec } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";

/** `rootward explain ID`: a check, an error code, the root-only tasks or the reader policy. */
export const explainCommand: CommandSpec = {
  path: "explain",
  summary: "what a check or error means, why it is dangerous and how to fix it; root-tasks; reader-policy",
  args: [["[name]", "check id, error code, root-tasks or reader-policy"]],
  groups: [],
  options: [{ flags: "--list", help: "every name that can be explained" }],
  examples: [
    ["a check, with its worked cases", "rootward explain contact-phone-shared"],
    ["do I need root at all?", "rootward explain root-tasks"],
    ["why each permission is asked for", "rootward explain reader-policy"],
  ],
  run: async ({ io, options, args }) => {
    const { checks } = await import("../../../domain/posture/registry.ts");
    const { errorIndex } = await import("../error-index.ts");
    const [name] = args;
    if (options["list"] === true) {
      const width = Math.max(...checks.map(({ id }) => id.length));
      for (const { id, severity, title } of checks) io.out(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}\n`);
      io.out(`\nroot-tasks, reader-policy, waiver-expired, and ${errorIndex.length} error codes (docs/errors.md)\n`);
      return 0;
    }
    if (name === undefined) throw usageError("explain needs a name; --list shows them");
    const page = await pageOf(name);
    if (page === null) {
      const near = checks.map(({ id }) => id).filter((id) => id.includes(name) || name.includes(id));
      throw new CodedError(cliErrors.CLI_NAME_UNKNOWN, {
        detail: near.length === 0 ? name : `${name}; did you mean ${near.slice(0, 5).join(", ")}?`,
      });
    }
    io.out(page);
    return 0;

    async function pageOf(asked: string): Promise<string | null> {
      if (asked === "root-tasks") return (await import("../explain/root-tasks-page.ts")).rootTasksPage();
      if (asked === "reader-policy") return (await import("../explain/reader-policy-page.ts")).readerPolicyPage(checks);
      if (asked === "waiver-expired") return (await import("../explain/waiver-expired-page.ts")).waiverExpiredPage();
      const check = checks.find(({ id }) => id === asked);
      if (check !== undefined) return (await import("../explain/check-page.ts")).checkPage(check);
      const row = errorIndex.find(({ code }) => code === asked.toUpperCase());
      return row === undefined ? null : (await import("../explain/error-page.ts")).errorPage(row);
    }
  },
};
