import { hostname } from "node:os";
import { join } from "node:path";
import type { InitOutcome, SetUpSide } from "../../../app/custody/set-up/init-custody.ts";
import { gateDoorKeyFile } from "../../../app/custody/set-up/process-configs.ts";
import { courierRoleNames } from "../../../domain/custody/sessions/role-policies.ts";
import type { Invocation } from "../command.ts";
import { programName, word } from "./program-name.ts";

/** What is to be done for central root access and contacts. */
export interface CourierSteps {
  /** The part of gate.json that a gate on another host needs; `null` elsewhere. */
  readonly gateJson: object | null;
  /** Commands, in their order. */
  readonly next: readonly string[];
  /** For people, with the commands. */
  readonly lines: readonly string[];
}

const none: CourierSteps = { gateJson: null, next: [], lines: [] };

/** The steps that lead to a courier; none where no management account was named. */
export function courierSteps(
  { io }: Invocation,
  shown: string,
  { wish, gateSpki, courierDoor }: InitOutcome,
  only: SetUpSide | null,
): CourierSteps {
  const { management, deployment, host, mode } = wish;
  if (management === null || only === "broker") return none;
  const program = programName(io.cwd);
  if (only === "gate") {
    const flags = mode === "rehearsal" ? " --rehearsal" : mode === "solo" ? " --solo" : "";
    const next = [
      `${program} custody init ${word(shown)} --only courier --broker-public broker-public.json --gate-spki ${gateSpki ?? ""} --management ${management} --deployment ${word(deployment)} --host ${word(host)}${flags}`,
    ];
    return { gateJson: null, next, lines: ["", "For the courier, on its own host:", ...indented(next)] };
  }
  const config = word(join(shown, "courier", "courier.json"));
  const next = [`${program} courier --config ${config} --check`, `${program} courier --config ${config}`];
  const gateJson =
    courierDoor === null ? null : { courier: { host: hostname().toLowerCase(), ...courierDoor, key: gateDoorKeyFile } };
  return {
    gateJson,
    next,
    lines: [
      ...(gateJson === null
        ? []
        : ["", "On the gate's host, in gate.json:", `  "courier": ${JSON.stringify(gateJson.courier)},`]),
      "",
      `For central root access and contacts, at AWS: a principal for the courier, and in ${management.split(":")[1] ?? ""} the roles`,
      `${Object.values(courierRoleNames).join(", ")}. What they need: ${program} explain courier-policy`,
      "Then:",
      ...indented(next),
    ],
  };
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
