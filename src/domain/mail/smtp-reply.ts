/** One SMTP reply: its three-digit code and the text of each line. */
export interface SmtpReply {
  readonly code: number;
  readonly lines: readonly string[];
}

/** `partial`: more bytes are needed. `taken` counts the characters that the reply used up. */
export type SmtpReplyAnswer =
  | { readonly status: "reply"; readonly reply: SmtpReply; readonly taken: number }
  | { readonly status: "partial" }
  | { readonly status: "garbled"; readonly detail: string };

const longestReply = 65_536;

/**
 * Takes one reply from the front of what a server sent so far (Latin-1 text). A reply has lines `250-text`, the last
 * one `250 text` or `250`; all carry the same code. Lines end in CRLF, a bare LF is taken too. Source: RFC 5321
 * section 4.2.
 */
export function smtpReply(received: string): SmtpReplyAnswer {
  const lines: string[] = [];
  let code: number | null = null;
  let from = 0;
  for (;;) {
    const end = received.indexOf("\n", from);
    if (end < 0) return received.length > longestReply ? garbled("reply over 64 KiB") : checkStart(received, from);
    if (end > longestReply) return garbled("reply over 64 KiB");
    const line = received.slice(from, end).replace(/\r$/, "");
    const [, digits, mark, text] = /^([2-5][0-9]{2})(?:([ -])([^\r]*))?$/.exec(line) ?? [];
    if (digits === undefined) return garbled(JSON.stringify(line.slice(0, 60)));
    if (code !== null && code !== Number(digits)) return garbled(`codes ${code} and ${digits} in one reply`);
    code = Number(digits);
    lines.push(text ?? "");
    from = end + 1;
    if (mark !== "-") return { status: "reply", reply: { code, lines }, taken: from };
  }
}

function checkStart(received: string, from: number): SmtpReplyAnswer {
  const start = received.slice(from, from + 3);
  return /^[2-5]?$|^[2-5][0-9]{1,2}$/.test(start) ? { status: "partial" } : garbled(JSON.stringify(start));
}

function garbled(detail: string): SmtpReplyAnswer {
  return { status: "garbled", detail: `not an SMTP reply: ${detail}` };
}
