import { readFileSync } from "node:fs";
import type { ScanOutcome } from "../src/app/scan/outcome.ts";
import { readStoredRun } from "../src/app/scan/stored-run.ts";
import { fingerprint } from "../src/domain/core/fingerprint.ts";

const file = new URL("../src/faces/report/golden/outcome.json", import.meta.url);

/** A hand-written outcome whose texts try to break every format: pipes, HTML, formulas, control and bidi characters. */
export function trickyOutcome(): ScanOutcome {
  return readStoredRun(readFileSync(file, "utf8"), "outcome.json");
}

/** The tricky outcome with so many findings, over `accounts` accounts; for size and speed. */
export function bigOutcome(findings: number, accounts: number): ScanOutcome {
  const base = trickyOutcome();
  const states = Array.from({ length: accounts }, (_, at) => {
    const like = base.accounts[at % base.accounts.length];
    if (like === undefined) throw new Error("the fixture has no accounts");
    return { ...like, id: String(700000000000 + at), name: `account-${at}`, kind: "member" as const };
  });
  const many = Array.from({ length: findings }, (_, at) => {
    const like = base.findings[at % base.findings.length];
    const state = states[at % states.length];
    if (like === undefined || state === undefined) throw new Error("the fixture is empty");
    const resource = `${like.resource}-${at}`;
    const account = { id: state.id, name: state.name, ou: state.ou };
    return { ...like, account, resource, fingerprint: fingerprint(like.id, state.id, resource, "") };
  });
  const like = base.paths?.accounts ?? [];
  const paths = states.flatMap((state, at) => {
    const one = like[at % like.length];
    return one === undefined ? [] : [{ ...one, id: state.id }];
  });
  return {
    ...base,
    findings: many,
    accounts: states,
    paths: { schema: "rootward.paths/v1", accounts: paths, blastRadius: base.paths?.blastRadius ?? [] },
  };
}
