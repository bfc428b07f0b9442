import { z } from "zod";
import { instant } from "../../domain/core/instant.ts";

/** An ISO 8601 date or time. */
export const dateSchema = z
  .string()
  .refine((text) => instant(text) !== null, { message: "must be an ISO 8601 date or time, e.g. 2024-12-01" });
