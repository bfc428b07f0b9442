import { headline, type Notice, noticeLines } from "./notice.ts";

/** A mail without its addresses. */
export interface MailBody {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A notice as text and as the same text in simple HTML. */
export function mailBody(notice: Notice): MailBody {
  const lines = noticeLines(notice);
  const [first = "", ...rest] = lines.map((line) => escapeHtml(line));
  const link = escapeHtml(notice.link);
  return {
    // SECURITY: a name with a line break would be a header of its own.
    subject: `[Rootward ${notice.deployment}] ${headline(notice)}`.replaceAll(/\p{Cc}/gu, " ").slice(0, 200),
    text: `${lines.join("\n\n")}\n`,
    html: [
      "<!doctype html><html><body>",
      `<h1 style="font-size:18px">${first}</h1>`,
      ...rest.map((line) => (line === link ? `<p><a href="${link}">${link}</a></p>` : `<p>${line}</p>`)),
      "</body></html>",
    ].join("\n"),
  };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
