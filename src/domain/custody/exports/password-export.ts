import { CodedError } from "../../core/coded-error.ts";
import type { Secret } from "../../core/secret.ts";
import { exportErrors } from "./errors.ts";
import { type ExportedEntry, openField, protectedField } from "./exported-entry.ts";

/** An account's password, as its vault holds it. */
export interface PasswordItem {
  /** `<partition>:<12 digits>`. */
  readonly account: string;
  readonly name: string;
  /** The root e-mail address. */
  readonly email: string;
  readonly password: Secret<Uint8Array>;
}

/** Where root users of each partition sign in. */
const signIn: Readonly<Record<string, string>> = {
  aws: "https://signin.aws.amazon.com/",
  "aws-cn": "https://signin.amazonaws.cn/",
  "aws-us-gov": "https://signin.amazonaws-us-gov.com/",
};

/** The entries of the password export; nothing in them makes a code. Throws `CUSTODY_EXPORT_UNFIT`. */
export function passwordExport(items: readonly PasswordItem[]): readonly ExportedEntry[] {
  const seen = new Set<string>();
  return items.map(({ account, name, email, password }) => {
    const [partition = "", id = ""] = account.split(":");
    const url = signIn[partition];
    if (url === undefined || !/^[0-9]{12}$/.test(id)) throw unfit(account, "no account");
    if (seen.has(account)) throw unfit(account, "it stands twice");
    if (password.reveal().length === 0) throw unfit(account, "its password is empty");
    seen.add(account);
    return {
      account,
      fields: [
        openField("Title", name === "" ? id : name),
        openField("UserName", email),
        protectedField("Password", password.reveal().slice()),
        openField("URL", url),
        openField("AWS Account", id),
      ],
    };
  });
}

function unfit(account: string, detail: string): CodedError {
  return new CodedError(exportErrors.CUSTODY_EXPORT_UNFIT, { detail: `${account.slice(0, 40)}: ${detail}` });
}
