/** What one HTTP request without redirects brought. */
export type HttpAnswer =
  /** `body` is cut off by the limit of the call: `tooLong` says so. */
  | { readonly status: "answer"; readonly code: number; readonly body: string; readonly tooLong: boolean }
  /** The host name does not exist or has no address. */
  | { readonly status: "no-host" }
  /** The certificate is not valid for this host; `sure` when no network in between can have caused it. */
  | { readonly status: "certificate"; readonly detail: string; readonly sure: boolean }
  /** Network, DNS or time: says nothing of the other side. */
  | { readonly status: "trouble"; readonly detail: string };
