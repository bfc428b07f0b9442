import { errorRows } from "../core/error-row.ts";

/** What can be wrong with bytes that are to be hashed, signed or sealed. */
export const cryptoErrors = errorRows({
  CRYPTO_NOT_CANONICAL: {
    http: 422,
    exit: 2,
    title: "A document is not in its one canonical form",
    hint: "Send the document's exact bytes as they were signed (RFC 8785: sorted keys, no spaces, integers only). Do not format, edit or re-encode it.",
  },
  CRYPTO_NO_CANONICAL_FORM: {
    http: 500,
    exit: 3,
    title: "A value cannot be written as a canonical document",
    hint: "Only objects, lists, booleans, whole numbers below 2^53 and composed (NFC) text can be signed. Correct the field that is named.",
  },
  CRYPTO_NOT_A_DOCUMENT: {
    http: 422,
    exit: 2,
    title: "This is not a document that custody signs",
    hint: "A document is an object whose `type` reads like `rw.request/v1`. Let the command that asks for it make it, not a hand.",
  },
  CRYPTO_WRONG_LENGTH: {
    http: 500,
    exit: 3,
    title: "A key, nonce or digest does not have the length it must have",
    hint: "A key file or setting holds something else than the key it is named after. Restore it from where it was made.",
  },
});
