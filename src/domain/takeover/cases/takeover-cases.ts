import { centralCases } from "./central-cases.ts";
import { scpCases } from "./scp-cases.ts";
import { sharedMailboxCase } from "./shared-mailbox-case.ts";
import { standaloneCases } from "./standalone-cases.ts";
import type { TakeoverCase } from "./takeover-case.ts";
import { wallCases } from "./wall-cases.ts";

/** Every worked case, in the order people read them. */
export const takeoverCases: readonly TakeoverCase[] = [
  ...standaloneCases,
  sharedMailboxCase,
  ...centralCases,
  ...scpCases,
  ...wallCases,
];
