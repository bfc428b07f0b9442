import type { Policy } from "../../../iam/language/policy.ts";
import type { Prover } from "../../../iam/prove/prover.ts";
import type { ProveLayer, Subject } from "../../../iam/prove/subject.ts";
import { type Administrator, administrator } from "./administrator.ts";
import { layerKey } from "../standing.ts";

const answers = new WeakMap<Prover, Map<string, Administrator | null>>();
const plain = new WeakMap<Policy, boolean>();

/**
 * The answer of `administrator`; principals of any account whose documents are the same, and look at nothing that tells
 * one of them from the other, are decided once for each engine.
 */
export function knownAdministrator(engine: Prover, subject: Subject): Administrator | null {
  const key = keyOf(subject);
  if (key === null) return administrator(engine, subject);
  const known = answers.get(engine) ?? new Map<string, Administrator | null>();
  answers.set(engine, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = administrator(engine, subject);
  known.set(key, made);
  return made;
}

function keyOf({ principal, credential, layers }: Subject): string | null {
  const { identity, boundary, session, scps, rcps } = layers;
  const all = [identity, boundary, session, ...(scps ?? []), ...(rcps ?? [])];
  if (!all.every(isPlainLayer)) return null;
  const [, partition = "aws"] = principal.arn.split(":");
  const levels = [scps, rcps].map((each) => (each === undefined ? "-" : each.map(layerKey).join("/")));
  const own = [identity, boundary, session].map(layerKey);
  return [partition, principal.kind, principal.management, credential, ...own, ...levels].join("|");
}

function isPlainLayer(layer: ProveLayer | undefined): boolean {
  return layer === undefined || "unknown" in layer || layer.every(({ policy }) => isPlain(policy));
}

/** No variable, no account and no user named, and no condition but on MFA. */
function isPlain(policy: Policy): boolean {
  const known = plain.get(policy);
  if (known !== undefined) return known;
  const found = policy.statements.every(
    ({ resources, principals, conditions }) =>
      principals === null &&
      conditions.every(({ key }) => /^aws:multifactorauth/i.test(key)) &&
      (resources?.patterns ?? []).every((text) => !text.includes("${") && !/[0-9]{12}/.test(text)),
  );
  plain.set(policy, found);
  return found;
}
