import type { Notice } from "../../../domain/notice/notice.ts";
import type { NoticeRoute } from "../../../world/notify/route.ts";
import type { SendNotice } from "./deliver-due.ts";

/** What came of a test over one route. */
export interface TestedRoute {
  readonly route: string;
  readonly kind: NoticeRoute["kind"];
  readonly ok: boolean;
  /** The id of a row; empty when it was taken. */
  readonly error: string;
  readonly detail: string;
}

/** Who sends a test. */
export interface TestScene {
  readonly deployment: string;
  readonly isRehearsal: boolean;
  readonly publicUrl: string;
  readonly nowMs: number;
}

/** Sends a test notice over every route at once; nothing is stored and nothing is tried again. */
export async function testNotices(
  routes: readonly NoticeRoute[],
  send: SendNotice,
  scene: TestScene,
): Promise<readonly TestedRoute[]> {
  const notice = testNotice(scene);
  return await Promise.all(
    routes.map(async (route) => {
      const delivery = await send(route, notice, Math.floor(scene.nowMs / 1000));
      const { name, kind } = route;
      return delivery.status === "sent"
        ? { route: name, kind, ok: true, error: "", detail: "" }
        : { route: name, kind, ok: false, error: delivery.row.code, detail: delivery.detail };
    }),
  );
}

function testNotice({ deployment, isRehearsal, publicUrl, nowMs }: TestScene): Notice {
  return {
    id: `${deployment}-test-${nowMs}`,
    thread: `test-${nowMs}`,
    kind: "notify.test",
    severity: "info",
    deployment,
    isRehearsal,
    what: "A test of this channel",
    account: null,
    soWhat: "Notices about root arrive here.",
    doNow: "Nothing. If you did not expect a test, ask who sent it.",
    link: publicUrl,
    ledger: null,
    atMs: nowMs,
    // An alarm must ring to be tested; who hears it ends it.
    isEnd: false,
  };
}
