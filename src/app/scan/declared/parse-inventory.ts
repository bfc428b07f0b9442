import { type Inventory, inventorySchema } from "../../../domain/inventory/inventory.ts";
import { readDeclared } from "../../declared/read-declared.ts";
import { inventoryErrors } from "./errors.ts";

/** Reads an inventory file. Throws INVENTORY_MALFORMED with line and column of the first mistake. */
export function parseInventory(text: string, file: string): Inventory {
  return readDeclared(text, file, inventorySchema, inventoryErrors.INVENTORY_MALFORMED);
}
