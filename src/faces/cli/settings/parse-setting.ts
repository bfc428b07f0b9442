import { CodedError } from "../../../domain/core/coded-error.ts";
import { cliErrors } from "../errors.ts";
import type { Setting, SettingValue } from "./setting.ts";

/** Text of a flag or variable, or a YAML value, as the setting's type. Throws CLI_SETTING_INVALID with the origin. */
export function parseSetting(setting: Setting, raw: unknown, from: string): SettingValue {
  const { kind } = setting;
  switch (kind.type) {
    case "boolean":
      return booleanOf(setting, raw, from);
    case "number": {
      const number =
        typeof raw === "number" ? raw : typeof raw === "string" && raw.trim() !== "" ? Number(raw) : Number.NaN;
      if (!Number.isInteger(number) || number < kind.min || number > kind.max) {
        throw invalid(setting, from, raw, `a whole number from ${kind.min} to ${kind.max}`);
      }
      return number;
    }
    case "choice": {
      if (typeof raw !== "string" || !kind.choices.includes(raw)) {
        throw invalid(setting, from, raw, `one of ${kind.choices.join(", ")}`);
      }
      return raw;
    }
    case "text": {
      if (typeof raw !== "string" || raw === "") throw invalid(setting, from, raw, kind.form ?? "a text");
      if (kind.pattern !== undefined && !kind.pattern.test(raw)) throw invalid(setting, from, raw, kind.form ?? "text");
      return raw;
    }
    case "list": {
      const items = Array.isArray(raw) ? raw.flatMap((each: unknown) => splitItem(each)) : splitItem(raw);
      for (const item of items) {
        if (item === "" || (kind.pattern !== undefined && !kind.pattern.test(item))) {
          throw invalid(setting, from, item, kind.form ?? "a list of names");
        }
      }
      return items;
    }
  }
}

function splitItem(raw: unknown): string[] {
  return String(raw)
    .split(",")
    .map((item) => item.trim());
}

function booleanOf(setting: Setting, raw: unknown, from: string): boolean {
  if (typeof raw === "boolean") return raw;
  const text = String(raw).toLowerCase();
  if (text === "1" || text === "true" || text === "yes") return true;
  if (text === "0" || text === "false" || text === "no" || text === "") return false;
  throw invalid(setting, from, raw, "true or false");
}

function invalid(setting: Setting, from: string, raw: unknown, wanted: string): CodedError {
  return new CodedError(cliErrors.CLI_SETTING_INVALID, {
    detail: `${from}: ${setting.key} cannot be ${JSON.stringify(raw)}; it takes ${wanted}`,
  });
}
