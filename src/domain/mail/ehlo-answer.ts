import type { SmtpReply } from "./smtp-reply.ts";

/** What a reply to EHLO says about STARTTLS. `refused`: the server does not talk to this client, so nothing is known. */
export type EhloAnswer =
  | { readonly status: "starttls" }
  | { readonly status: "no-starttls" }
  | { readonly status: "refused"; readonly detail: string };

/**
 * Reads a reply to EHLO. The first line is the greeting, never a keyword; keywords ignore case. 500, 502 and 504 mean
 * that the server knows no extensions at all. Source: RFC 5321 sections 4.1.1.1 and 4.2.4, RFC 3207 section 4.
 */
export function ehloAnswer(reply: SmtpReply): EhloAnswer {
  if (reply.code === 500 || reply.code === 502 || reply.code === 504) return { status: "no-starttls" };
  if (reply.code !== 250)
    return { status: "refused", detail: `EHLO: ${reply.code} ${reply.lines[0] ?? ""}`.slice(0, 120) };
  const offered = reply.lines.slice(1).some((line) => /^starttls\s*$/i.test(line.trim()));
  return { status: offered ? "starttls" : "no-starttls" };
}
