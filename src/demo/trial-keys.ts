/** Keys as SDK clients take them. */
export interface TrialKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The part of AssumeRole's and AssumeRoot's answers that holds keys. */
export interface SessionAnswer {
  readonly Credentials?:
    | {
        readonly AccessKeyId?: string | undefined;
        readonly SecretAccessKey?: string | undefined;
        readonly SessionToken?: string | undefined;
      }
    | undefined;
}

/** The keys in an answer of STS, for the clients of a trial. */
export function trialKeys({ Credentials: made }: SessionAnswer): TrialKeys {
  return {
    accessKeyId: made?.AccessKeyId ?? "",
    secretAccessKey: made?.SecretAccessKey ?? "",
    sessionToken: made?.SessionToken ?? "",
  };
}
