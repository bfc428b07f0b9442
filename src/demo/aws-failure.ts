/** An error that AWS answers with. Throw it in a handler; the server spells it as the service's protocol does. */
export class AwsFailure extends Error {
  /** As on the wire, e.g. `NoSuchEntity`, `AccessDenied`, `AWSOrganizationsNotInUseException`. */
  readonly code: string;
  /** HTTP status; JSON 1.1 and 1.0 services answer 400 whatever it says below 500. */
  readonly status: number;
  /** More members of the error, e.g. `{Reason: "…"}`. */
  readonly extra: Readonly<Record<string, string>>;

  constructor(code: string, status: number, message: string, extra: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = "AwsFailure";
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}
