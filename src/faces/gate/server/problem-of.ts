import { CodedError, positionText } from "../../../domain/core/coded-error.ts";
import { gateErrors } from "../../../app/gate/errors.ts";
import type { Problem } from "../../contract/problem.ts";

/** The body of a refusal. What nobody expected says nothing of itself: its message goes to the gate's own messages. */
export function problemOf(thrown: unknown): Problem {
  const error = thrown instanceof CodedError ? thrown : new CodedError(gateErrors.GATE_INTERNAL);
  const { row, detail, position, hint } = error;
  const where = positionText(position);
  return {
    type: `urn:rootward:error:${row.code}`,
    title: row.title.slice(0, 300),
    status: row.http,
    code: row.code,
    exit: row.exit,
    detail: [detail ?? "", where]
      .filter((part) => part !== "")
      .join(" ")
      .slice(0, 1000),
    hint: hint.slice(0, 600),
  };
}
