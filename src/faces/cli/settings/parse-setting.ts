import { CodedError } from "../../../domain/core/coded-error.ts";
import { cliErrors } from "../errors.ts";
import { environmentName, type Setting, type SettingValue } from "./setting.ts";

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
      const items = Array.isArray(raw)
        ? raw.flatMap((each: unknown) => splitItem(setting, each, from))
        : splitItem(setting, raw, from);
      for (const item of items) {
        if (item === "" || (kind.pattern !== undefined && !kind.pattern.test(item))) {
          throw invalid(setting, from, item, kind.form ?? "a list of names");
        }
      }
      return items;
    }
  }
}

function splitItem(setting: Setting, raw: unknown, from: string): string[] {
  if (typeof raw !== "string" && typeof raw !== "number") throw invalid(setting, from, raw, "a list of texts");
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
    detail: `${nameIn(setting, from)} cannot be ${JSON.stringify(raw)}; it takes ${wanted}`,
  });
}

/** The setting as it was written where it came from: a flag, a variable, or a file's key. */
function nameIn({ key, flag }: Setting, from: string): string {
  if (from === "command line") return flag.split(", ").at(-1) ?? flag;
  return from === environmentName(key) ? from : `${from}: ${key}`;
}
