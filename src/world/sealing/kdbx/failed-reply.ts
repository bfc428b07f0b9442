import { Consts, KdbxError } from "kdbxweb";
import { CodedError } from "../../../domain/core/coded-error.ts";
import { type KdbxReply, kdbxReplySchema } from "./kdbx-job.ts";

const { ErrorCodes } = Consts;

/** What a failure means; the library's words for a file are kept where they hold names of fields at most. */
export function failedReply(error: unknown): KdbxReply {
  if (error instanceof CodedError) {
    return kdbxReplySchema.parse({ status: "failed", code: error.row.code, detail: error.detail ?? "" });
  }
  if (!(error instanceof KdbxError)) return { status: "failed", code: "SEALING_KDBX_DAMAGED", detail: "" };
  const detail = /^Error [A-Za-z]+: ([ a-z0-9]{1,60})$/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case ErrorCodes.InvalidKey:
      return { status: "failed", code: "SEALING_KDBX_WRONG_KEY", detail: "" };
    case ErrorCodes.BadSignature:
      return { status: "failed", code: "SEALING_KDBX_FOREIGN", detail: "" };
    case ErrorCodes.InvalidVersion:
    case ErrorCodes.Unsupported:
    case ErrorCodes.NotImplemented:
      return { status: "failed", code: "SEALING_KDBX_UNSUPPORTED", detail };
    default:
      return { status: "failed", code: "SEALING_KDBX_DAMAGED", detail };
  }
}
