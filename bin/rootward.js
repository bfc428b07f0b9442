#!/usr/bin/env node
// Plain JavaScript that any Node understands: it finds a Node new enough, then hands over to the command line itself.
// A clone runs the sources; a published package runs the compiled files beside them.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const needed = 24;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const sources = here("../src/faces/cli/main.ts");
const compiled = here("../dist/faces/cli/main.js");

if (Number(process.versions.node.split(".")[0]) >= needed) {
  const entry = existsSync(compiled) && !existsSync(sources) ? compiled : sources;
  // Started by the other branch below: when that process is killed outright, this one ends too.
  process.channel?.unref();
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  const { main } = await import(pathToFileURL(entry).href);
  await main();
} else {
  const bundled = here(process.platform === "win32" ? "../node_modules/.bin/node.cmd" : "../node_modules/.bin/node");
  if (existsSync(bundled)) {
    const child = spawn(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    // A terminal sends Ctrl-C to both; a supervisor's SIGTERM reaches this process alone and is passed on.
    process.on("SIGINT", () => {});
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    child.on("close", (code) => (process.exitCode = code ?? 130));
  } else {
    process.stderr.write(
      `rootward needs Node ${needed} or newer; this is ${process.versions.node}. Run \`npm ci\` in a clone (it brings one), or install Node ${needed}.\n`,
    );
    process.exitCode = 2;
  }
}
