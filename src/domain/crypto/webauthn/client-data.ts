import { fromUtf8 } from "../bytes.ts";

/** What the browser says it signed for (WebAuthn section 5.8.1); each field as it stands, unchecked. */
export interface ClientData {
  readonly type: unknown;
  readonly challenge: unknown;
  readonly origin: unknown;
  readonly crossOrigin: unknown;
  readonly topOrigin: unknown;
}

/** Reads clientDataJSON; `null` when it is not a JSON object in UTF-8. Fields that browsers add later are ignored. */
export function readClientData(bytes: Uint8Array): ClientData | null {
  const text = fromUtf8(bytes);
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  return {
    type: fields.get("type"),
    challenge: fields.get("challenge"),
    origin: fields.get("origin"),
    crossOrigin: fields.get("crossOrigin"),
    topOrigin: fields.get("topOrigin"),
  };
}
