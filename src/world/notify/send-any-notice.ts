import type { Notice } from "../../domain/notice/notice.ts";
import type { Delivery, NoticeRoute } from "./route.ts";
import { sendMail } from "./send-mail.ts";
import { sendNotice } from "./send-notice.ts";

/** Tries once to send a notice over any route. Never throws. */
export function sendAnyNotice(route: NoticeRoute, notice: Notice, nowSeconds: number): Promise<Delivery> {
  return route.kind === "smtp" ? sendMail(route, notice) : sendNotice(route, notice, nowSeconds);
}
