import { errorRows } from "../../../domain/core/error-row.ts";

/** Error rows of the inventory file. */
export const inventoryErrors = errorRows({
  INVENTORY_MALFORMED: {
    http: 400,
    exit: 2,
    title: "The inventory is not valid",
    hint: "Correct it at the position given; `rootward schema inventory` prints the form. Account ids stand in quotes.",
  },
});
