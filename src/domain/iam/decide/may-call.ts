import { may, type Truth } from "../language/truth.ts";
import { decide } from "./decide.ts";
import type { Question } from "./question.ts";

/** `decide` without trace, for callers that ask often: allowed, denied, or may with its reason. */
export function mayCall(question: Question): Truth {
  const answer = decide(question, { trace: false });
  switch (answer.decision) {
    case "allowed":
      return true;
    case "unknown":
      return may(answer.why);
    case "implicitly-denied":
    case "explicitly-denied":
      return false;
  }
}
