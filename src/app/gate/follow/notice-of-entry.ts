import { toBase64 } from "../../../domain/crypto/base64.ts";
import type { LogEntry } from "../../../domain/custody/protocol/log-entry.ts";
import { taskInWords } from "../../../domain/custody/root-access/task-in-words.ts";
import { personOf } from "../../../domain/custody/roster/roster-view.ts";
import { custodyWordsOf } from "../../../domain/notice/custody-words.ts";
import { accountTail, type Notice } from "../../../domain/notice/notice.ts";
import type { KeptGateRequest } from "../../../world/store/gate/gate-store.ts";
import { type Gate, nowSeconds } from "../core/gate.ts";
import { viewOf } from "../core/rules.ts";
import { readRequest } from "../requests/judge-request.ts";

/** What people are told of an entry of the broker's log; `null` when nobody is. */
export function noticeOfEntry(gate: Gate, entry: LogEntry, index: number): Notice | null {
  const words = custodyWordsOf(entry.type);
  if (words === null) return null;
  const { deployment, isRehearsal, publicUrl, store, copy } = gate;
  const { account, request, actor, at } = entry;
  const kept = request === undefined ? null : store.requests.byId(request);
  const name = account === undefined ? null : (store.accounts.get(account)?.name ?? nameless(kept?.account ?? account));
  const who = personOf(viewOf(gate.rules, nowSeconds(gate)), actor.person)?.name ?? actor.person;
  const details = kept === null || words.isEnd ? [] : taskLines(kept);
  return {
    id: `${deployment}-b${index}`,
    thread: request ?? entry.type,
    kind: entry.type,
    severity: words.severity,
    deployment,
    isRehearsal,
    what: words.what(who),
    account: account === undefined || name === null ? null : { name, tail: accountTail(account) },
    soWhat: words.soWhat,
    ...(details.length === 0 ? {} : { details }),
    doNow: words.doNow,
    link: request === undefined ? publicUrl : `${publicUrl}/requests/${request}`,
    ledger: { size: copy.head.size, root: toBase64(copy.head.root) },
    atMs: at,
    isEnd: words.isEnd,
  };
}

/** What a root session is asked for, read from the requester's own bytes; nothing for password and code. */
function taskLines(kept: KeptGateRequest): readonly string[] {
  const { taskPolicy, ttlSeconds } = readRequest(kept).document;
  if (taskPolicy === undefined) return [];
  const { name, what, mind } = taskInWords(taskPolicy, ttlSeconds);
  return [`For one task as root of the member: ${what} (${name}).`, ...mind];
}

function nameless(account: string): string {
  return `account in ${account.split(":")[0] ?? ""}`;
}
