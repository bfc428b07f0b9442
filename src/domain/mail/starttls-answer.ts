/** What one host did on port 25. */
export type StarttlsAnswer =
  /** Nobody answered, or the host does not talk to this client: says nothing of its TLS. */
  | { readonly status: "unreached"; readonly detail: string }
  | { readonly status: "not-offered" }
  /** Offered, but the handshake does not complete. */
  | { readonly status: "broken"; readonly detail: string }
  | {
      readonly status: "tls";
      /** `TLSv1.3` and so on. */
      readonly version: string | null;
      /** The chain is trusted and names the host. */
      readonly certificateValid: boolean;
      /** Why the certificate is not valid. */
      readonly problem: string | null;
    };
