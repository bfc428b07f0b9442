import { describe, expect, it } from "vitest";
import { prover } from "../../../iam/prove/prover.ts";
import type { AccountModel, CredentialFacts } from "../../account-model.ts";
import type { EscalationEdge, Gain } from "../../escalation-edge.ts";
import { deviceMoves } from "./device-moves.ts";
import { escalationMoves } from "./escalation-moves.ts";
import { modelForTest } from "../model-for-test.ts";
import type { Place } from "./move.ts";
import { fresh } from "../standing.ts";

const everything = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
const cell = { mfa: "false", age: null } as const;

function account(devices: CredentialFacts["devices"]): AccountModel {
  return modelForTest({
    principals: [
      { name: "eve", identity: [everything] },
      { name: "boss", devices },
    ],
  });
}

function place(model: AccountModel, standing = fresh("user-key", 0)): Place {
  const [who] = model.principals;
  if (who === undefined) throw new Error("nobody");
  return { model, who, standing };
}

const boss = "arn:aws:iam::111122223333:user/boss";
const edge = (gain: Gain, more: Partial<EscalationEdge> = {}): EscalationEdge => ({
  escalation: "x",
  certainty: "certain",
  why: null,
  steps: [],
  gain,
  ...more,
});

/** Where edges lead, as `boss user-console 0 certain`. */
function arrivals(devices: CredentialFacts["devices"], ...edges: readonly EscalationEdge[]): readonly string[] {
  const model = account(devices);
  const { moves } = escalationMoves(place(model), [{ cell, edges }], {
    find: (arn) => model.principals.find(({ principal }) => principal.arn === arn),
    trusting: () => [],
  });
  return moves.map(
    ({ to: { who, standing }, certainty }) =>
      `${who.principal.name} ${standing.credential} ${standing.devices} ${certainty}`,
  );
}

describe("an escalation to another user's console", () => {
  const console: Gain = { kind: "principal", arn: boss, as: "user-console" };

  it("leads in when no device asks for a code, perhaps when nobody knows, else not", () => {
    expect(arrivals(0, edge(console))).toEqual(["boss user-console 0 certain"]);
    expect(arrivals("unknown", edge(console))).toEqual(["boss user-console 0 may"]);
    expect(arrivals(1, edge(console))).toEqual([]);
  });

  it("leads in once the device is off or the caller's own", () => {
    const device = (how: "gone" | "own") => edge({ kind: "other-device", arn: boss, how });
    const after = edge(console, { afterDeviceOf: boss });
    expect(arrivals(1, after)).toEqual([]);
    expect(arrivals(1, after, device("gone"))).toEqual(["boss user-console 0 certain"]);
    expect(arrivals(1, after, device("own"))).toEqual(["boss user-console-mfa 1 certain"]);
  });

  it("carries what was done to the user before", () => {
    const model = account(0);
    const gain: Gain = { kind: "principal", arn: boss, as: "user-key", changed: "any-policy" };
    const { moves } = escalationMoves(place(model), [{ cell, edges: [edge(gain)] }], {
      find: () => model.principals[1],
      trusting: () => [],
    });
    expect(moves.map(({ to }) => [to.standing.isFull, to.standing.hasBoundary])).toEqual([[true, true]]);
  });
});

describe("the own device", () => {
  const engine = prover();
  const off = (devices: 0 | 1 | "unknown", credential: "user-key" | "federation-console" = "user-key") =>
    deviceMoves(engine, place(account(0), fresh(credential, devices)))
      .filter(({ to }) => to.standing.devices === 0)
      .map(({ certainty }) => certainty);

  it("is taken off by a key only before AWS-2023-001 applies, and perhaps by a console made from it", () => {
    expect([off(0), off(1), off("unknown"), off(1, "federation-console")]).toEqual([[], [], ["may"], ["may"]]);
  });
});
