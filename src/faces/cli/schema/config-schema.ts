import type { Setting } from "../settings/setting.ts";
import { settings } from "../settings/settings.ts";

/** The JSON Schema of rootward.yaml, from the table of settings. */
export function configJsonSchema(): object {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "rootward.yaml",
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(settings.map((setting) => [setting.key, propertyOf(setting)])),
  };
}

function propertyOf(setting: Setting): object {
  const { kind, help } = setting;
  const pattern = (regex: RegExp | undefined) => (regex === undefined ? {} : { pattern: regex.source });
  const fallback = setting.fallback === null ? {} : { default: setting.fallback };
  switch (kind.type) {
    case "boolean":
      return { type: "boolean", description: help, ...fallback };
    case "number":
      return { type: "integer", minimum: kind.min, maximum: kind.max, description: help, ...fallback };
    case "choice":
      return { enum: kind.choices, description: help, ...fallback };
    case "text":
      return { type: "string", minLength: 1, ...pattern(kind.pattern), description: help, ...fallback };
    case "list":
      return { type: "array", items: { type: "string", ...pattern(kind.pattern) }, description: help, ...fallback };
  }
}
