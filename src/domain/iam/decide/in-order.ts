import type { Order } from "./operator.ts";

/** True when a comparison result (negative, zero, positive: request value against policy value) satisfies an order. */
export function inOrder(compared: number, order: Order): boolean {
  switch (order) {
    case "equal":
      return compared === 0;
    case "less":
      return compared < 0;
    case "less-or-equal":
      return compared <= 0;
    case "greater":
      return compared > 0;
    case "greater-or-equal":
      return compared >= 0;
  }
}
