import { AwsFailure } from "../aws-failure.ts";
import type { Call } from "../aws-service.ts";

/** A text parameter that must be there; throws InvalidInputException. */
export function text(call: Call, name: string): string {
  const value = call.input[name];
  if (typeof value === "string" && value !== "") return value;
  throw new AwsFailure("InvalidInputException", 400, `You must give ${name}.`, { Reason: "INPUT_REQUIRED" });
}
