// What is held against the stores and the logs once the killing is over, with nothing of ours that wrote them.
import { DatabaseSync } from "node:sqlite";
import type { Deployment } from "../deployment/deployment.ts";
import type { Acknowledged } from "./acknowledged.ts";
import { type Entry, logEntries } from "./log-entries.ts";

/** What stands in both logs and stores of a deployment that was ended. */
export interface Remains {
  readonly gate: readonly Entry[];
  readonly broker: readonly Entry[];
  /** How many rows a query finds; the side's name comes first. */
  readonly rows: (side: "gate" | "broker", query: string, ...values: readonly (string | number)[]) => number;
  /** Entries that a store still keeps to be written, and the log does not have. */
  readonly unwritten: (side: "gate" | "broker") => readonly string[];
  readonly close: () => void;
}

/** Opens what is left; both processes have ended. */
export function remainsOf(deployment: Deployment): Remains {
  const stores = {
    gate: new DatabaseSync(deployment.path("c/gate/data/gate.db"), { readOnly: true }),
    broker: new DatabaseSync(deployment.path("c/broker/data/broker.db"), { readOnly: true }),
  };
  const logs = {
    gate: logEntries(deployment.path("c/gate/data/ledger")),
    broker: logEntries(deployment.path("c/broker/data/ledger")),
  };
  return {
    ...logs,
    unwritten: (side) => {
      const written = new Set(logs[side].map((entry) => JSON.stringify(entry)));
      const kept = stores[side].prepare("SELECT entry FROM pending").all();
      return kept
        .map(({ entry }) =>
          JSON.stringify(JSON.parse(entry instanceof Uint8Array ? Buffer.from(entry).toString() : "")),
        )
        .filter((text) => !written.has(text));
    },
    rows: (side, query, ...values) =>
      Number(stores[side].prepare(`SELECT count(*) AS n FROM ${query}`).get(...values)?.["n"]),
    close: () => {
      for (const store of Object.values(stores)) store.close();
    },
  };
}

/** Everything that was acknowledged and is not in its store or not in its log. */
export function lost({ gate, broker, rows }: Remains, told: Acknowledged): readonly string[] {
  const missing: string[] = [];
  const insist = (isThere: boolean, what: string): void => {
    if (!isThere) missing.push(what);
  };
  const has = (log: readonly Entry[], of: Partial<Entry>, person?: string): boolean =>
    log.some(
      (entry) =>
        (of.type === undefined || entry.type === of.type) &&
        (of.account === undefined || entry.account === of.account) &&
        (of.request === undefined || entry.request === of.request) &&
        (person === undefined || entry.actor.person === person) &&
        Object.entries(of.d ?? {}).every(([name, value]) => entry.d[name] === value),
    );
  for (const account of told.passwords) {
    insist(rows("gate", "passwords WHERE account = ?", account) > 0, `password of ${account} in the store`);
    insist(has(gate, { type: "item.enrolled", account, d: { vault: "P" } }), `password of ${account} in the log`);
  }
  for (const account of told.seeds) {
    insist(rows("broker", "items WHERE account = ?", account) > 0, `seed of ${account} in the store`);
    insist(has(broker, { type: "item.enrolled", account, d: { vault: "S" } }), `seed of ${account} in the log`);
  }
  for (const request of told.requests) {
    for (const side of ["gate", "broker"] as const) {
      const log = side === "gate" ? gate : broker;
      insist(rows(side, "requests WHERE request_id = ?", request) === 1, `request ${request} in the ${side}'s store`);
      insist(has(log, { type: "request.created", request }), `request ${request} in the ${side}'s log`);
    }
  }
  for (const { requestId, person } of told.approvals) {
    const query = "decisions JOIN requests USING (request_hash) WHERE request_id = ? AND decisions.person = ?";
    insist(rows("gate", query, requestId, person) > 0, `approval of ${requestId} by ${person} in the store`);
    insist(has(gate, { type: "approval.signed", request: requestId }, person), `approval of ${requestId} in the log`);
  }
  for (const { requestId, what, n } of told.releases) {
    if (what === "password") {
      insist(has(broker, { type: "release.password", request: requestId }), `password release ${requestId}`);
      insist(has(gate, { type: "release.password", request: requestId }), `password release ${requestId} at the gate`);
    } else {
      insist(has(broker, { type: "release.code", request: requestId, d: { n } }), `code ${n} of ${requestId}`);
      const query = "step_ledger WHERE grant_id = ? AND n = ? AND log_index IS NOT NULL";
      insist(rows("broker", query, requestId, n) === 1, `step of code ${n} of ${requestId}`);
    }
  }
  for (const request of told.closed) insist(has(broker, { type: "grant.closed", request }), `close of ${request}`);
  return missing;
}

/** Every step of an account that stands in the log for two grants, or twice as given out for the first time. */
export function givenTwice(broker: readonly Entry[]): readonly string[] {
  const grants = new Map<string, Set<string>>();
  const firsts = new Map<string, number>();
  for (const { type, account = "", request = "", d } of broker) {
    if (!/^release\.(code|repeat|lost|enrol_pair)$/.test(type)) continue;
    const step = `${account} ${String(d["step"])}`;
    grants.set(step, (grants.get(step) ?? new Set()).add(request));
    if (type !== "release.repeat") firsts.set(step, (firsts.get(step) ?? 0) + 1);
  }
  return [
    ...[...grants].filter(([, ids]) => ids.size > 1).map(([step]) => `${step}: two grants`),
    ...[...firsts].filter(([, count]) => count > 1).map(([step]) => `${step}: first given out twice`),
  ];
}

/** Versions of an item that the log names twice. */
export function enrolledTwice(log: readonly Entry[]): readonly string[] {
  const seen = new Set<string>();
  return log
    .filter(({ type }) => type === "item.enrolled")
    .map(({ account = "", d }) => `${account} ${String(d["vault"])} ${String(d["version"])}`)
    .filter((name) => seen.size === seen.add(name).size);
}
