#!/usr/bin/env node
// Plain JavaScript that any Node understands: it finds a Node new enough, then hands over to the command line itself, or
// to the process of the gate, the broker or the courier, which never runs inside the command line.
// A clone runs the sources; a published package runs the compiled files beside them.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";

const needed = 24;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const args = process.argv.slice(2);
// Without it SIGUSR1 opens the inspector, and whoever may send it reads every key.
const guard = "--disable-sigusr1";
const side = sideOf(args);
const isGuarded = side !== null || isInit(args);
const isNewEnough = Number(process.versions.node.split(".")[0]) >= needed;

if (isNewEnough && (!isGuarded || process.execArgv.includes(guard))) {
  // Started by the other branch below: when that process is killed outright, this one ends too.
  process.channel?.unref();
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(143), 10_000).unref();
  });
  if (side === null) {
    const { main } = await load("faces/cli/main");
    await main();
  } else {
    const { runBroker, runCourier, runGate } = await load(`faces/${side}/main`);
    // With whatever is still open: a process that has said why it ends shall end.
    process.exit(await (runBroker ?? runCourier ?? runGate)(args.slice(1)));
  }
} else {
  const bundled = here(process.platform === "win32" ? "../node_modules/.bin/node.cmd" : "../node_modules/.bin/node");
  const node = isNewEnough ? process.execPath : bundled;
  if (existsSync(node)) {
    hand(isGuarded ? [...withoutCore(node), guard] : [node]);
  } else {
    process.stderr.write(
      `rootward needs Node ${needed} or newer; this is ${process.versions.node}. Run \`npm ci\` in a clone (it brings one), or install Node ${needed}.\n`,
    );
    process.exitCode = 2;
  }
}

/** `broker --config F` and the like start a process; with a subcommand or --help they are commands like others. */
function sideOf([first, ...rest]) {
  if (first !== "broker" && first !== "gate" && first !== "courier") return null;
  const isStart = rest[0]?.startsWith("--config") === true && !rest.includes("--help") && !rest.includes("-h");
  return isStart ? first : null;
}

/** Their first step reads the same keys as the process itself. */
function isInit([first, second]) {
  return (first === "broker" || first === "gate") && second === "init";
}

async function load(path) {
  const source = here(`../src/${path}.ts`);
  const compiled = here(`../dist/${path}.js`);
  const entry = existsSync(compiled) && !existsSync(source) ? compiled : source;
  return import(pathToFileURL(entry).href);
}

/** A crash must not write keys to the disk; Node itself cannot set the limit. */
function withoutCore(node) {
  return existsSync("/bin/sh") ? ["/bin/sh", "-c", 'ulimit -c 0; exec "$0" "$@"', node] : [node];
}

function hand([program, ...before]) {
  const child = spawn(program, [...before, fileURLToPath(import.meta.url), ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // A terminal sends Ctrl-C to both; a supervisor's signals reach this process alone and are passed on.
  process.on("SIGINT", () => {
    if (!process.stdin.isTTY && isGuarded) child.kill("SIGINT");
  });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => {
    process.stderr.write(`rootward cannot start ${program}: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on("close", (code, signal) => {
    process.exitCode = code ?? (!isGuarded ? 130 : 128 + (constants.signals[signal] ?? 2));
  });
}
