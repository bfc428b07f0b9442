import type { Setting } from "./setting.ts";

/** Settings of the commands that a custodian's identity signs or opens something for. */
export const custodySettings: readonly Setting[] = [
  {
    key: "identity",
    flag: "--identity",
    group: "identity",
    kind: { type: "text", placeholder: "DIR" },
    help: "directory of your identity",
    fallback: null,
  },
  {
    key: "passphraseFile",
    flag: "--passphrase-file",
    group: "passphrase",
    kind: { type: "text", placeholder: "FILE" },
    help: "file whose first line is the passphrase; for its owner alone",
    fallback: null,
  },
  {
    key: "passphraseStdin",
    flag: "--passphrase-stdin",
    group: "passphrase",
    kind: { type: "boolean" },
    help: "read the passphrase from the first line of standard input",
    fallback: false,
  },
  {
    key: "gate",
    flag: "--gate",
    group: "gate",
    kind: {
      type: "text",
      placeholder: "URL",
      pattern: /^https?:\/\/[^\s/]+\/?$/,
      form: "an address such as https://rootward.example.com",
    },
    help: "address of the gate (default: the one that your identity used last)",
    fallback: null,
  },
];
