import type { OutboxRow } from "../../../world/store/gate/gate-store.ts";

/** Whether a notice reached a route. */
export interface NoticeState {
  readonly route: string;
  readonly what: string;
  readonly state: OutboxRow["state"];
  readonly at: number | null;
  readonly error: string;
}

/** The state of a row, without the notice itself. */
export function noticeState({ route, notice, state, endedMs, error }: OutboxRow): NoticeState {
  const isNotice = typeof notice === "object" && notice !== null && "kind" in notice;
  const what = isNotice && typeof notice.kind === "string" ? notice.kind : "";
  return { route, what, state, at: endedMs === null ? null : Math.floor(endedMs / 1000), error };
}
