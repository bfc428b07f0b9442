import { errorRows } from "../../domain/core/error-row.ts";

/** Error rows of the command line. */
export const cliErrors = errorRows({
  CLI_USAGE: {
    http: 400,
    exit: 2,
    title: "The command line could not be understood",
    hint: "Run the command with --help to see its flags and examples.",
  },
  CLI_SETTING_INVALID: {
    http: 400,
    exit: 2,
    title: "A setting has a value it cannot take",
    hint: "Correct the value; `rootward config show --origin` tells where each setting came from.",
  },
  CLI_SETTING_UNKNOWN: {
    http: 400,
    exit: 2,
    title: "A setting is not known",
    hint: "`rootward config show` lists every setting by name.",
  },
  CLI_CONFIG_UNREADABLE: {
    http: 400,
    exit: 2,
    title: "A configuration file cannot be read",
    hint: "Check the path and its permissions, or leave --config out.",
  },
  CLI_CONFIG_MALFORMED: {
    http: 400,
    exit: 2,
    title: "A configuration file is not valid",
    hint: "Correct it at the position given; `rootward schema config` prints its JSON Schema.",
  },
  CLI_SECRET_IN_FLAG: {
    http: 400,
    exit: 2,
    title: "A secret was given as a flag value",
    hint: "Flags are visible to other processes and stay in the shell history. Use the AWS credential chain: a profile, environment variables or a role. Change the secret if others use this machine.",
  },
  CLI_INPUT_UNREADABLE: {
    http: 400,
    exit: 2,
    title: "A file cannot be read",
    hint: "Check the path and its permissions.",
  },
  CLI_INPUT_MALFORMED: {
    http: 400,
    exit: 2,
    title: "A file has not the form it must have",
    hint: "Correct it at the position given; `rootward schema` lists the schemas of every file.",
  },
  CLI_INPUT_NEEDED: {
    http: 400,
    exit: 2,
    title: "A question would have to be asked, and nobody can be asked here",
    hint: "Give the answer by the flag named, or run on a terminal without --no-input.",
  },
  CLI_PASSPHRASE_MISSING: {
    http: 400,
    exit: 2,
    title: "A passphrase is needed",
    hint: "Name its file by ROOTWARD_PASSPHRASE_FILE or --passphrase-file, or send it with --passphrase-stdin.",
  },
  CLI_PASSPHRASE_UNREADABLE: {
    http: 400,
    exit: 2,
    title: "The passphrase cannot be read",
    hint: "It is the first line of a file that its owner alone may read (chmod 600), at most 1,024 bytes long.",
  },
  CLI_OUTPUT_UNWRITABLE: {
    http: 500,
    exit: 2,
    title: "Output cannot be written",
    hint: "Check the path, its permissions and the free space.",
  },
  CLI_REHEARSAL_FAILED: {
    http: 500,
    exit: 2,
    title: "A step of the rehearsal did not do what it should",
    hint: "Run it again with --keep DIR and look at what is there; if it fails again, this installation is broken.",
  },
  CLI_NAME_UNKNOWN: {
    http: 404,
    exit: 2,
    title: "There is nothing by that name",
    hint: "`rootward explain --list` shows every name that can be explained.",
  },
  CLI_UNEXPECTED: {
    http: 500,
    exit: 2,
    title: "Something failed that should not fail",
    hint: "Run again with --debug and report what it prints; nothing that was collected is lost.",
  },
});
