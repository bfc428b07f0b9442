import { CodedError } from "../../../domain/core/coded-error.ts";
import type { CommandSpec } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { usageError } from "../usage-error.ts";

/** `rootward explain ID`: a check, a gap, an escalation, an error code, the root-only tasks, what a role needs. */
export const explainCommand: CommandSpec = {
  path: "explain",
  summary: "what a check, gap, escalation or error means and how to fix it; root-tasks; reader-policy",
  args: [["[name]", "id of a check, gap or escalation, error code, root-tasks, reader-policy or courier-policy"]],
  groups: [],
  options: [{ flags: "--list", help: "every name that can be explained" }],
  examples: [
    ["a check, with its worked cases", "rootward explain contact-phone-shared"],
    ["a gap in a policy, or its pitfall number", "rootward explain bool-without-if-exists"],
    ["do I need root at all?", "rootward explain root-tasks"],
    ["why each permission is asked for", "rootward explain reader-policy"],
    ["what the courier's roles need at AWS", "rootward explain courier-policy"],
  ],
  run: async ({ io, options, args }) => {
    const { checks } = await import("../../../domain/posture/registry.ts");
    const { errorIndex } = await import("../error-index.ts");
    const { gaps } = await import("../../../domain/policy/gap-registry.ts");
    const { escalations } = await import("../../../domain/policy/escalation-registry.ts");
    const [name] = args;
    if (options["list"] === true) {
      const width = Math.max(...checks.map(({ id }) => id.length));
      for (const { id, severity, title } of checks) io.out(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}\n`);
      io.out("\nGaps in policies:\n");
      for (const { id, pitfall, title } of gaps) io.out(`${id.padEnd(width)}  ${pitfall.padEnd(8)}  ${title}\n`);
      io.out("\nEscalations:\n");
      for (const { id, title } of escalations) io.out(`${id.padEnd(width)}  ${title}\n`);
      io.out(
        `\nroot-tasks, reader-policy, courier-policy, waiver-expired, and ${errorIndex.length} error codes (docs/errors.md)\n`,
      );
      return 0;
    }
    if (name === undefined) throw usageError("explain needs a name; --list shows them");
    const page = await pageOf(name);
    if (page === null) {
      const known = [...checks, ...gaps, ...escalations].map(({ id }) => id);
      const near = known.filter((id) => id.includes(name) || name.includes(id));
      throw new CodedError(cliErrors.CLI_NAME_UNKNOWN, {
        detail: near.length === 0 ? name : `${name}; did you mean ${near.slice(0, 5).join(", ")}?`,
      });
    }
    io.out(page);
    return 0;

    async function pageOf(asked: string): Promise<string | null> {
      if (asked === "root-tasks") return (await import("../explain/root-tasks-page.ts")).rootTasksPage();
      if (asked === "reader-policy") return (await import("../explain/reader-policy-page.ts")).readerPolicyPage(checks);
      if (asked === "courier-policy") return (await import("../explain/courier-policy-page.ts")).courierPolicyPage();
      if (asked === "waiver-expired") return (await import("../explain/waiver-expired-page.ts")).waiverExpiredPage();
      const check = checks.find(({ id }) => id === asked);
      if (check !== undefined) return (await import("../explain/check-page.ts")).checkPage(check);
      const gap = gaps.find(({ id, pitfall }) => id === asked || pitfall === asked.toUpperCase());
      if (gap !== undefined) return (await import("../explain/gap-page.ts")).gapPage(gap);
      const escalation = escalations.find(({ id }) => id === asked);
      if (escalation !== undefined) return (await import("../explain/escalation-page.ts")).escalationPage(escalation);
      const row = errorIndex.find(({ code }) => code === asked.toUpperCase());
      return row === undefined ? null : (await import("../explain/error-page.ts")).errorPage(row);
    }
  },
};
