/** What somebody was told has been done; a kill may not undo any of it. */
export class Acknowledged {
  readonly passwords = new Set<string>();
  readonly seeds = new Set<string>();
  readonly requests = new Set<string>();
  readonly approvals: { readonly requestId: string; readonly person: string }[] = [];
  readonly releases: { readonly requestId: string; readonly what: "password" | "code"; readonly n: number }[] = [];
  readonly closed = new Set<string>();

  get total(): number {
    const { passwords, seeds, requests, approvals, releases, closed } = this;
    return passwords.size + seeds.size + requests.size + approvals.length + releases.length + closed.size;
  }
}
