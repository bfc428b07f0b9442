import type { CommandSpec } from "../command.ts";
import { usageError } from "../usage-error.ts";

/** `rootward demo`: a pretend organization, scanned; or kept running for other clients. */
export const demoCommand: CommandSpec = {
  path: "demo",
  summary: "a pretend organization of 40 accounts, scanned as a real one would be; no AWS needed",
  description:
    "Starts a pretend AWS on this machine, scans it through the real AWS SDK with member roles and the audit task, prints who can become root and what to change first, writes ./rootward-report.html, and ends. Before that it rehearses a break-glass use in half a minute (demo custody shows its steps), for the second answer. With --serve it keeps running and prints the environment a client needs.",
  args: [],
  groups: ["show"],
  options: [
    { flags: "--org <NAME>", help: "acme, hardened, solo, or the path of an organization file (default: acme)" },
    { flags: "--serve", help: "keep the pretend AWS running and print the environment a client needs" },
    { flags: "--port <N>", help: "port on 127.0.0.1 (default: a free one)" },
    { flags: "--as <ARN>", help: "principal that scans (default: RootwardCentral of the management account)" },
    { flags: "--limits", help: "throttle as AWS does" },
    { flags: "--save <DIR>", help: "keep the snapshot here" },
    { flags: "--no-rehearsal", help: "scan alone: no break-glass use is rehearsed first" },
    { flags: "--report <FILE>", help: "the report (default: ./rootward-report.html)" },
  ],
  examples: [
    ["the tour", "rootward demo"],
    ["after every fix", "rootward demo --org hardened"],
    ["a pretend AWS for your own experiments", "rootward demo --serve --org acme"],
  ],
  run: async (invocation) => {
    const { io, options } = invocation;
    const text = (name: string): string | null => {
      const value = options[name];
      return typeof value === "string" ? value : null;
    };
    const port = Number(text("port") ?? "0");
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usageError("--port takes a number from 0 to 65535");
    const { pretendOrganization } = await import("../demo/pretend-organization.ts");
    const pretend = await pretendOrganization(io, text("org") ?? "acme", text("as"));
    const limits = options["limits"] === true;
    if (options["serve"] === true) {
      const { serveUntilInterrupted } = await import("../demo/serve.ts");
      return serveUntilInterrupted(pretend, port, limits, io);
    }
    const { tour } = await import("../demo/tour.ts");
    return tour(invocation, pretend, {
      port,
      limits,
      save: text("save"),
      report: text("report") ?? "rootward-report.html",
      hasRehearsal: options["rehearsal"] !== false,
    });
  },
};
