import { CodedError, type Position } from "../../domain/core/coded-error.ts";
import { decide } from "../../domain/iam/decide/decide.ts";
import type { Decision } from "../../domain/iam/decide/question.ts";
import { iamErrors } from "../../domain/iam/language/errors.ts";
import { type JsonPath, pathText } from "../../domain/iam/language/json-path.ts";
import { type JsonText, readJson } from "../../domain/iam/language/read-json.ts";
import { policyErrors } from "./errors.ts";
import { simulateQuestion } from "./simulate-question.ts";
import { simulateRequest } from "./simulate-request.ts";

/** An item that cannot be decided, and where it is wrong. */
export interface SimulateError {
  readonly error: {
    readonly code: string;
    readonly title: string;
    readonly detail: string | null;
    readonly hint: string;
    readonly position: Position;
  };
}

/** A decision, or why there is none. */
export type SimulateResult = Decision | SimulateError;

/** The answer to a file: one result for one request, a list for a list, in order. */
export type SimulateAnswer =
  | { readonly kind: "one"; readonly result: SimulateResult }
  | { readonly kind: "list"; readonly results: readonly SimulateResult[] };

/**
 * Decides the requests in a text: one JSON object, or a list of them (docs/formats/policy-simulate.md). A malformed
 * request gives its error as result; a text that is not JSON, or neither object nor list, throws with line and column.
 */
export function simulate(text: string, file?: string): SimulateAnswer {
  const json = readJson(text, file);
  const { value } = json;
  if (Array.isArray(value)) {
    return { kind: "list", results: value.map((item: unknown, index) => resultOf(item, [index], json)) };
  }
  if (typeof value !== "object" || value === null) {
    const position = json.place("");
    throw new CodedError(policyErrors.POLICY_REQUEST_SHAPE, { detail: "neither an object nor a list", position });
  }
  return { kind: "one", result: resultOf(value, [], json) };
}

/** Exit code: 2 when a request was malformed, 3 when an answer is unknown, else 0. */
export function simulateExit(answer: SimulateAnswer): 0 | 2 | 3 {
  const results = answer.kind === "one" ? [answer.result] : answer.results;
  if (results.some((result) => "error" in result)) return 2;
  return results.some((result) => "decision" in result && result.decision === "unknown") ? 3 : 0;
}

function resultOf(item: unknown, path: JsonPath, json: JsonText): SimulateResult {
  const twice = json.duplicates.find((each) => path.every((step, index) => each.path[index] === step));
  if (twice !== undefined) {
    const detail = String(twice.path.at(-1));
    return failed(new CodedError(iamErrors.IAM_JSON_DUPLICATE_KEY, { detail }), twice.position);
  }
  try {
    const read = simulateRequest.safeParse(item);
    if (!read.success) throw shapeError(read.error.issues);
    return decide(simulateQuestion(read.data));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const inner = error.position?.path ?? "";
    const outer = pathText(path);
    const full = outer !== "" && inner !== "" && !inner.startsWith("[") ? `${outer}.${inner}` : outer + inner;
    const part = error.row.code === iamErrors.IAM_POLICY_ELEMENT.code ? "key" : "value";
    return failed(error, { ...json.place(full, part), ...(full === "" ? {} : { path: full }) });
  }
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly Issue[])[];
}

function shapeError(issues: readonly Issue[]): CodedError {
  const { path, message } = deepest(issues[0] ?? { path: [], message: "" }, []);
  const position = { path: pathText(path) };
  return new CodedError(policyErrors.POLICY_REQUEST_SHAPE, { detail: message, position });
}

/** The issue itself; inside a union the one of the alternative that came furthest. */
function deepest(issue: Issue, outer: JsonPath): { path: JsonPath; message: string } {
  const path = [...outer, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  const extra = issue.keys?.[0];
  const message = issue.message === "Invalid input" ? "has a type that is not allowed here" : issue.message;
  const own = { path: extra === undefined ? path : [...path, extra], message };
  const inner = (issue.errors ?? []).flatMap((each) => (each[0] === undefined ? [] : [deepest(each[0], path)]));
  return inner.reduce((best, each) => (each.path.length > best.path.length ? each : best), own);
}

function failed(error: CodedError, position: Position): SimulateError {
  const { code, title } = error.row;
  return { error: { code, title, detail: error.detail, hint: error.hint, position } };
}
