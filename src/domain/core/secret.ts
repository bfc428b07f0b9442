const shown = "[secret]";

/**
 * Holds a value that must never be printed: `String`, template text, `JSON.stringify` and Node's inspector all show
 * `[secret]`. Read it only where it is used, with `reveal()`.
 */
export class Secret<T = string> {
  // SECURITY: a private field, so that no spread, inspector or serializer reaches it.
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** The value itself; the caller answers for where it goes. */
  reveal(): T {
    return this.#value;
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
