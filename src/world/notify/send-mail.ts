import { createTransport } from "nodemailer";
import { mailBody } from "../../domain/notice/mail-body.ts";
import type { Notice } from "../../domain/notice/notice.ts";
import { notifyErrors } from "./errors.ts";
import type { Delivery, MailRoute } from "./route.ts";

/** Tries once to send a notice by mail. Never throws. */
export async function sendMail(route: MailRoute, notice: Notice): Promise<Delivery> {
  if (route.tls === "none" && !/^(?:localhost|::1|127(?:\.[0-9]{1,3}){3})$/.test(route.host)) {
    return { status: "refused", row: notifyErrors.NOTIFY_ROUTE_FOREIGN, detail: `${route.name}: mail without TLS` };
  }
  const transport = createTransport({
    host: route.host,
    port: route.port,
    secure: route.tls === "tls",
    requireTLS: route.tls === "starttls",
    ignoreTLS: route.tls === "none",
    ...(route.login === null ? {} : { auth: { user: route.login.user, pass: route.login.password.reveal() } }),
    ...(route.ca === undefined ? {} : { tls: { ca: route.ca } }),
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { subject, text, html } = mailBody(notice);
  try {
    await transport.sendMail({
      from: route.from,
      to: [...route.to],
      subject,
      text,
      html,
      messageId: `<${notice.id.replaceAll(/[^A-Za-z0-9._-]/g, "-")}@${notice.deployment}.rootward>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
    return { status: "sent" };
  } catch (error) {
    return failed(route, error);
  } finally {
    transport.close();
  }
}

function failed({ name }: MailRoute, error: unknown): Delivery {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const answer = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const detail = `${name}: ${[code, answer === 0 ? "" : answer].filter((part) => part !== "").join(" ")}`;
  // RFC 5321, section 4.2.1: a 5yz reply will be the same next time. A server that is not there is not an answer.
  if (answer >= 500) return { status: "refused", row: notifyErrors.NOTIFY_REFUSED, detail };
  const row = answer === 0 ? notifyErrors.NOTIFY_UNREACHABLE : notifyErrors.NOTIFY_LATER;
  return { status: "later", row, detail, afterMs: null };
}
