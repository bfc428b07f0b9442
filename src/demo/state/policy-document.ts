import { parseStatements, type Statement } from "../evaluator/parse-statements.ts";

/** A policy document: its text as AWS serves it, read when first needed. Equal texts share one object. */
export class PolicyDocument {
  readonly text: string;
  #statements: readonly Statement[] | null = null;
  #encoded: string | null = null;

  constructor(text: string) {
    this.text = text;
  }

  /** The statements; a document that is no JSON object or has a broken statement throws SyntaxError. */
  get statements(): readonly Statement[] {
    this.#statements ??= parseStatements(this.text);
    return this.#statements;
  }

  /** URL-encoded by RFC 3986, as IAM puts documents into its answers. */
  get encoded(): string {
    this.#encoded ??= encodeURIComponent(this.text).replace(
      /[!'()*]/g,
      (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    return this.#encoded;
  }
}

/** Gives one `PolicyDocument` per distinct text, so that thousands of accounts share it. */
export class DocumentPool {
  readonly #known = new Map<string, PolicyDocument>();
  readonly #ofObject = new WeakMap<object, PolicyDocument>();

  /** The document of a text, or of an object printed as compact JSON. */
  of(document: string | Readonly<Record<string, unknown>>): PolicyDocument {
    if (typeof document === "string") return this.#ofText(document);
    const known = this.#ofObject.get(document) ?? this.#ofText(JSON.stringify(document));
    this.#ofObject.set(document, known);
    return known;
  }

  /** How many distinct documents there are. */
  get size(): number {
    return this.#known.size;
  }

  #ofText(text: string): PolicyDocument {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const made = new PolicyDocument(text);
    this.#known.set(text, made);
    return made;
  }
}
