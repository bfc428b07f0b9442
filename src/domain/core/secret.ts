const shown = "[secret]";

/**
 * Holds a value that must never be printed: `String`, template text, `JSON.stringify` and Node's inspector all show
 * `[secret]`. Read it only where it is used, with `reveal()`.
 */
export class Secret<T = string> {
  // SECURITY: a private field, so that no spread, inspector or serializer reaches it.
  readonly #value: T;
  #isWiped = false;

  constructor(value: T) {
    this.#value = value;
  }

  /** The value itself; the caller answers for where it goes. */
  reveal(): T {
    if (this.#isWiped) throw new Error("a secret was read after it was wiped");
    return this.#value;
  }

  /**
   * Overwrites a value that is bytes with zeros and lets nobody read it again. Text cannot be overwritten, and copies that
   * the engine made are out of reach: keep secrets as bytes and their lives short.
   */
  wipe(): void {
    if (this.#value instanceof Uint8Array) this.#value.fill(0);
    this.#isWiped = true;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  /** What Node's `util.inspect` and `console.log` print. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return shown;
  }
}
