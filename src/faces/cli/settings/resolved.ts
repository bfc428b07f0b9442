import type { Origin, SettingValue } from "./setting.ts";

/** A setting's value and where it came from. */
export interface ResolvedSetting {
  readonly value: SettingValue;
  readonly origin: Origin;
}

/** Every setting after default < file < environment < flag; typed readers for the values. */
export class Settings {
  readonly #values: ReadonlyMap<string, ResolvedSetting>;

  constructor(values: ReadonlyMap<string, ResolvedSetting>) {
    this.#values = values;
  }

  /** All settings in the order of the table. */
  entries(): readonly (readonly [string, ResolvedSetting])[] {
    return [...this.#values];
  }

  /** Where a setting came from. */
  origin(key: string): Origin {
    return this.#read(key).origin;
  }

  /** A text setting; null when it is not set. */
  text(key: string): string | null {
    const value = this.#read(key).value;
    return typeof value === "string" ? value : null;
  }

  /** A list setting; empty when it is not set. */
  list(key: string): readonly string[] {
    const value = this.#read(key).value;
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** A boolean setting. */
  is(key: string): boolean {
    return this.#read(key).value === true;
  }

  /** A number setting; 0 when it is not set. */
  number(key: string): number {
    const value = this.#read(key).value;
    return typeof value === "number" ? value : 0;
  }

  #read(key: string): ResolvedSetting {
    const found = this.#values.get(key);
    if (found === undefined) throw new Error(`no setting is called ${key}`);
    return found;
  }
}
