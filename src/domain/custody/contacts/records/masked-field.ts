import { maskMail, maskPhone } from "../../../core/mask.ts";
import { shownText } from "./shown-text.ts";

/** The value of a contact's field for screens and notices: enough to recognize it, too little to use it. */
export function maskedField(field: string, text: string): string {
  const plain = shownText(text);
  switch (field) {
    case "PhoneNumber":
      return maskPhone(plain);
    case "EmailAddress":
      return maskMail(plain);
    case "CountryCode":
      return plain;
    default:
      return `${String.fromCodePoint(plain.codePointAt(0) ?? 0x2a)}***`;
  }
}
