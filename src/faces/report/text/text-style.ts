import type { Standing } from "../finding-order.ts";

/** What a piece of text is, for colouring it. */
export type Role = Standing | "heading" | "strong" | "dim" | "good" | "bad";

/** How text for a terminal or a pipe looks. */
export interface TextStyle {
  /** Width in columns; less than 40 is treated as 40. */
  readonly columns: number;
  readonly paint: (role: Role, text: string) => string;
}

const codes: Readonly<Record<Role, readonly number[]>> = {
  critical: [1, 31],
  high: [31],
  medium: [33],
  low: [36],
  info: [2],
  unknown: [35],
  waived: [2, 9],
  pass: [32],
  "not-applicable": [2],
  heading: [1],
  strong: [1],
  dim: [2],
  good: [32],
  bad: [31],
};

/** Text without colour, for pipes and files. */
export function plainStyle(columns: number): TextStyle {
  return { columns, paint: (_, text) => text };
}

/** Text with ANSI colours, for a terminal. Every colour stands beside a word or shape. */
export function ansiStyle(columns: number): TextStyle {
  const paint = (role: Role, text: string) => (text === "" ? "" : `\u001b[${codes[role].join(";")}m${text}\u001b[0m`);
  return { columns, paint };
}
