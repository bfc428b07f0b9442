import { errorRows } from "../../../domain/core/error-row.ts";

/** Why no QR code is read from a picture. */
export const qrErrors = errorRows({
  SEALING_IMAGE_UNREADABLE: {
    http: 422,
    exit: 2,
    title: "The image cannot be read",
    hint: "Take the screenshot again and save it as PNG, not interlaced. Photographs and JPEG files are not read here.",
  },
  SEALING_IMAGE_TOO_LARGE: {
    http: 422,
    exit: 2,
    title: "The image is too large",
    hint: "Cut it down to the QR code and a margin around it.",
  },
  SEALING_QR_NONE: {
    http: 422,
    exit: 2,
    title: "No QR code is in the image",
    hint: "Show the whole code, unrotated and not covered, with a white margin, and take the screenshot again.",
  },
  SEALING_QR_SEVERAL: {
    http: 422,
    exit: 2,
    title: "More than one QR code is in the image",
    hint: "Nothing tells which account each belongs to. Cut the image down to one code at a time.",
  },
});
