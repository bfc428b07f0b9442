import { resolve } from "node:path";
import { custodyRefusal } from "../../../app/custody/custody-refusal.ts";
import { keptRules } from "../../../app/custody/client/stop/at-the-door.ts";
import { doctorAnswer, exitOfAnswer } from "../../../app/custody/doctor/doctor-answer.ts";
import { custodyAnswerErrors } from "../../../app/custody/doctor/errors.ts";
import { examineDeployment } from "../../../app/custody/doctor/examine-deployment.ts";
import { hostsOfConfigs } from "../../../app/custody/doctor/hosts-of-configs.ts";
import { readDeclared } from "../../../app/declared/read-declared.ts";
import { type KitManifest, readKitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import type { ReadinessFinding } from "../../../domain/custody/readiness/custody-finding.ts";
import { declaredCustodySchema } from "../../../domain/custody/readiness/declared-custody.ts";
import { readConfig as readBrokerConfig } from "../../broker/config.ts";
import { readConfig as readGateConfig } from "../../gate/config.ts";
import { ownClient, textOption } from "../bg/own-client.ts";
import { type Row, screenTargets, showAnswer } from "../bg/screen.ts";
import type { Invocation } from "../command.ts";
import { readBytes } from "../byte-files.ts";
import { readText } from "../read-text.ts";

const marks: Readonly<Record<ReadinessFinding["level"], string>> = {
  red: "✖ red",
  warn: "▲ warn",
  unknown: "? unknown",
  ok: "✔ ok",
};

/** Whether custody would work, the worst first; exit 1 for anything red, 3 for anything unknown without red. */
export async function runCustodyDoctor(invocation: Invocation): Promise<number> {
  const { io, options } = invocation;
  const targets = screenTargets(invocation);
  const declared = textOption(options, "declared");
  const [gate, broker] = [textOption(options, "gateConfig"), textOption(options, "brokerConfig")];
  const now = Math.floor(io.now() / 1000);
  const bag = {
    now,
    manifests: manifestsOf(invocation),
    declared:
      declared === null
        ? null
        : readDeclared(
            await readText(io, declared),
            declared,
            declaredCustodySchema,
            custodyAnswerErrors.CUSTODY_DECLARED_MALFORMED,
          ),
    ...hostsOfConfigs(
      gate === null ? null : readGateConfig(resolve(io.cwd, gate)),
      broker === null ? null : readBrokerConfig(resolve(io.cwd, broker)),
    ),
  };
  const client = ownClient(invocation);
  const { deps, readiness } = client;
  let end = (): void => undefined;
  const enter = async () => {
    const entered = await client.enter();
    end = () => entered.hand.end();
    return entered;
  };
  try {
    const found = await examineDeployment({
      enter,
      gate: { accounts: () => deps.gate.accounts(), readiness: () => readiness.readiness() },
      keptRules: () => keptRules(deps),
    })(bag);
    const { deployment } = deps.self.person;
    const answer = doctorAnswer(deployment, now, found);
    const standing = {
      isRehearsal: deployment.startsWith("rehearsal-"),
      isSolo: found.some(({ id }) => id === "solo"),
    };
    showAnswer(invocation, targets, standing, { rows: rowsOf(answer.line, answer.findings), json: answer });
    return exitOfAnswer(answer);
  } finally {
    end();
  }
}

function rowsOf(line: string, findings: readonly ReadinessFinding[]): readonly Row[] {
  return [
    ["", line],
    ...findings.flatMap(({ id, level, what, next }): readonly Row[] => [
      [marks[level], `${what} [${id}]`],
      ...(next === "" ? [] : [["", `→ ${next}`] as const]),
    ]),
  ];
}

function manifestsOf({ io, options }: Invocation): readonly KitManifest[] {
  const files = textOption(options, "manifests");
  if (files === null) return [];
  return files.split(",").map((file) => {
    const read = readKitManifest(readBytes(io.cwd, file));
    if (read.status === "refused") throw custodyRefusal({ ...read, detail: `${file}: ${read.detail}` });
    return read.manifest;
  });
}
