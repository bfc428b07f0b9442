import { utf8 } from "../../crypto/bytes.ts";
import { printVerifierKey } from "../note/verifier-key.ts";
import type { Trust } from "./trust-file.ts";

/** The trust file's bytes: logs, witnesses, groups and the quorum, a line each. */
export function printTrustFile(trust: Trust): Uint8Array {
  const url = (text: string | null) => (text === null ? "" : ` ${text}`);
  const lines = [
    ...trust.logs.map((log) => `log ${printVerifierKey(log.key)}${url(log.url)}`),
    ...trust.witnesses.map(({ name, key, url: at }) => `witness ${name} ${printVerifierKey(key)}${url(at)}`),
    ...trust.groups.map(({ name, threshold, members }) =>
      ["group", name, threshold, ...members.map((member) => member.name)].join(" "),
    ),
    `quorum ${trust.quorum?.name ?? "none"}`,
  ];
  return utf8(lines.map((line) => `${line}\n`).join(""));
}
