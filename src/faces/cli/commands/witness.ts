import type { CommandSpec } from "../command.ts";

/** `rootward witness`: the server that keeps others' checkpoints. */
export const witnessCommand: CommandSpec = {
  path: "witness",
  summary: "keep and cosign other hosts' checkpoints, so that no restored or forked log passes unseen",
  description:
    "A tlog-witness server: POST /add-checkpoint, GET /<SHA-256 of the origin>/checkpoint, GET /healthz. It cosigns a log's checkpoint only with a proof that nothing it cosigned before is gone, and stores it durably before it answers. Run it on another host, by another person, than the gate and the broker. Speaks HTTP; put TLS before it or keep it in a private network: every answer is signed. Ends cleanly on SIGTERM.",
  args: [],
  groups: [],
  hasOwnConfig: true,
  isService: true,
  options: [
    { flags: "--config <FILE>", help: "JSON with listen {host, port}, key, data, logs; flags come before it" },
    { flags: "--listen <HOST:PORT>", help: "where to listen" },
    { flags: "--key <FILE>", help: "the key file; with --new-key the file to write" },
    { flags: "--data <DIR>", help: "where the checkpoints are kept; made when its parent is there" },
    { flags: "--log <VKEY...>", help: "key of a log to watch; repeatable, added to the configuration's" },
    { flags: "--new-key <NAME>", help: "make a key by this name, write it to --key (0400), print its public line" },
  ],
  examples: [
    ["make its key", "rootward witness --new-key w1.example --key w1.key"],
    [
      "run it",
      "rootward witness --listen 127.0.0.1:8090 --key w1.key --data ./w1 --log rootward.example/acme/gate+cec4f318+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    ],
  ],
  run: async (invocation) => {
    const { runWitness } = await import("../ledger/run-witness.ts");
    return runWitness(invocation);
  },
};
