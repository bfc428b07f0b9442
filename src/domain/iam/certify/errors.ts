import { errorRows } from "../../core/error-row.ts";

/** What can be wrong with a certificate file. */
export const certifyErrors = errorRows({
  CERTIFY_SHAPE: {
    http: 400,
    exit: 2,
    title: "The certificate has a wrong shape",
    hint: "Check that the file was written by this version of rootward and was not edited.",
  },
  CERTIFY_VERSION: {
    http: 400,
    exit: 2,
    title: "The certificate is of a version that is not known here",
    hint: "Check it with the version of rootward that wrote it, or write it anew.",
  },
});
