/** The library: what other programs may import from `rootward`. */
export { type Analysis, type AnalyseAsk, analyse } from "./app/scan/analyse/analyse.ts";
export { parseInventory } from "./app/scan/declared/parse-inventory.ts";
export { accountId, type AccountId } from "./domain/core/account-id.ts";
export { CodedError, type Position } from "./domain/core/coded-error.ts";
export type { Evidence, Finding } from "./domain/core/finding.ts";
export { decide } from "./domain/iam/decide/decide.ts";
export type { Decision, Question } from "./domain/iam/decide/question.ts";
export { parsePolicy } from "./domain/iam/language/parse-policy.ts";
export { parsePolicyText } from "./domain/iam/language/parse-policy-text.ts";
export type { Snapshot } from "./domain/snapshot/snapshot.ts";
export type { AccountPaths, Path, PathsAnswer } from "./domain/takeover/answer.ts";
export { readSnapshot } from "./world/files/read-snapshot.ts";
