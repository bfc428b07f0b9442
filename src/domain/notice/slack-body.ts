import { headline, type Notice } from "./notice.ts";

/** What Slack's incoming webhooks take. */
export interface SlackBody {
  /** The fallback, for notifications and readers of screens. */
  readonly text: string;
  readonly blocks: readonly object[];
}

/** A notice in Block Kit: header at most 150 characters, sections at most 3,000; one link, no button that acts. */
export function slackBody(notice: Notice): SlackBody {
  const { soWhat, doNow, link, ledger, deployment, atMs } = notice;
  const foot = [
    deployment,
    new Date(atMs).toISOString(),
    ...(ledger === null ? [] : [`ledger ${ledger.size} ${ledger.root}`]),
  ];
  return {
    text: escaped(headline(notice)).slice(0, 300),
    blocks: [
      // A header is plain text: nothing in it is read as markup.
      { type: "header", text: { type: "plain_text", text: headline(notice).slice(0, 150), emoji: false } },
      section(`${escaped(soWhat)}\n*Do now:* ${escaped(doNow)}`),
      section(`<${linkOf(link)}|Open>`),
      { type: "context", elements: [{ type: "plain_text", text: foot.join(" · ").slice(0, 1000), emoji: false }] },
    ],
  };
}

function section(text: string): object {
  return { type: "section", text: { type: "mrkdwn", text: text.slice(0, 3000), verbatim: true } };
}

/** SECURITY: the three characters that Slack reads as control; with them a name could become a link or call a channel. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[*_~`]/g, "\u200B$&");
}

function linkOf(link: string): string {
  return link.replaceAll(/[<>|\s]/g, encodeURIComponent);
}
