import type { Deed } from "../../../../domain/custody/sessions/deed.ts";
import { type AwsError, bareCode, networkTexts } from "../../../../domain/snapshot/calls/aws-error.ts";
import { deedAdvice } from "./deed-advice.ts";
import type { DeedAction } from "./deed-table.ts";
import { hideSecrets } from "./hide-secrets.ts";

const longest = 300;

/** A refused deed from AWS's error, without any of `secrets` and without what could steer a terminal. */
export function refusedDeed(
  action: DeedAction,
  error: AwsError,
  secrets: readonly string[],
): Extract<Deed<never>, { status: "refused" }> {
  const advice = deedAdvice(action, error);
  // Before anything is taken out of the texts: a secret without its slashes would not be found.
  const hidden = {
    ...error,
    code: hideSecrets(error.code, secrets),
    message: hideSecrets(error.message, secrets),
  };
  return {
    status: "refused",
    action,
    code: codeOf(hidden),
    message: shortened(sentence(hidden)),
    ...(advice === "" ? {} : { advice }),
  };
}

function codeOf(error: AwsError): string {
  if (error.network !== null) return "Unreachable";
  const code = bareCode(error.code)
    .replace(/[^\w.-]/g, "")
    .slice(0, 80);
  return code === "" ? `HTTP${error.httpStatus ?? ""}` : code;
}

function sentence(error: AwsError): string {
  const said = plain(error.message);
  return error.network === null ? said : `${networkTexts[error.network]}${said === "" ? "" : `: ${said}`}`;
}

// SECURITY: the encoded authorization message can be decoded to the full request, and a canonical request holds the token.
function plain(message: string): string {
  return message
    .replace(
      /(encoded authorization failure message:|the canonical string for this request|the string-to-sign).*$/is,
      "",
    )
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
}

function shortened(text: string): string {
  if (text.length <= longest) return text;
  // A pair of surrogates is never cut in two.
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
