import type { ReadinessGate } from "../../../app/custody/client/ports/readiness.ts";
import type { KitCopy } from "../../../domain/custody/kits/readiness/judge-kit-copies.ts";
import { ownClient, textOption } from "../bg/own-client.ts";
import { type Row, screenTargets, showAnswer } from "../bg/screen.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";
import { manifestOption } from "./kit-files.ts";

type Change = { readonly what: "added" | "re-read"; readonly copy: (known: readonly KitCopy[]) => KitCopy };

/** Lists the registered copies of both kits, registers one, or notes that one was read again; returns the exit code. */
export async function runKitCopies(invocation: Invocation): Promise<number> {
  const targets = screenTargets(invocation);
  const now = Math.floor(invocation.io.now() / 1000);
  const change = changeOf(invocation, now);
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const before = await copiesOf(client.readiness);
    if (change !== null) await client.readiness.putCopy(change.copy(before));
    const copies = change === null ? before : await copiesOf(client.readiness);
    const said: readonly Row[] = change === null ? [] : [[change.what, "the gate's ledger says so"]];
    const none: readonly Row[] = [["copies", "none are registered: rootward kit copies --add"]];
    showAnswer(invocation, targets, entered, {
      rows: [...said, ...(copies.length === 0 ? none : copies.map((copy): Row => rowOf(copy, now)))],
      json: { ...(change === null ? {} : { done: change.what }), copies },
    });
    return 0;
  } finally {
    entered.hand.end();
  }
}

async function copiesOf(gate: ReadinessGate): Promise<readonly KitCopy[]> {
  const { copies } = await gate.readiness();
  return copies.toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));
}

function keyOf({ vault, kitId, place, medium }: KitCopy): string {
  return `${vault} ${kitId} ${place} ${medium}`;
}

function rowOf({ kitId, vault, medium, place, made, reRead }: KitCopy, now: number): Row {
  const read = reRead === null ? `made ${dateOf(made)}` : `read again ${dateOf(reRead)}`;
  const days = Math.floor((now - (reRead ?? made)) / 86_400);
  return [`kit ${vault}`, `${kitId}, ${medium}, ${place}: ${read}, ${days} days ago`];
}

/** What the flags ask for; `null` to list. Throws `CLI_USAGE`. */
function changeOf(invocation: Invocation, now: number): Change | null {
  const { options } = invocation;
  const [isAdding, isReading] = [options["add"] === true, options["reRead"] === true];
  if (isAdding && isReading) throw usageError("--add and --re-read are two things: one at a time");
  if (!isAdding && !isReading) return null;
  const manifest = manifestOption(invocation);
  const kitId = textOption(options, "kit") ?? manifest?.kitId ?? missing("--kit ID, or --manifest FILE");
  const vault = textOption(options, "vault") ?? manifest?.vault ?? missing("--vault P or S");
  const medium = textOption(options, "medium") ?? (isReading ? null : missing("--medium paper, usb or disc"));
  const place = textOption(options, "place") ?? missing("--place PLACE");
  if (!/^[0-9a-f]{16}$/.test(kitId))
    throw usageError(`--kit ${kitId}: 16 characters of 0-9 and a-f, as on every sheet`);
  if (vault !== "P" && vault !== "S") throw usageError(`--vault ${vault}: it is P or S`);
  if (medium !== null && medium !== "paper" && medium !== "usb" && medium !== "disc") {
    throw usageError(`--medium ${medium}: it is paper, usb or disc`);
  }
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(place)) {
    throw usageError(`--place ${place}: small letters, digits, . _ - (the same word as in the custody file)`);
  }
  if (isAdding) {
    const made = { kitId, vault, medium: medium ?? "paper", place, made: now, reRead: null } as const;
    return { what: "added", copy: () => made };
  }
  return {
    what: "re-read",
    copy: (known) => {
      const found = known.filter(
        (each) =>
          each.kitId === kitId &&
          each.vault === vault &&
          each.place === place &&
          (medium === null || each.medium === medium),
      );
      const [copy] = found;
      if (copy === undefined) throw usageError(`no copy of kit ${kitId} is registered in ${place}: --add it`);
      if (found.length > 1)
        throw usageError(`${place} has ${found.length} copies of kit ${kitId}: say which by --medium`);
      return { ...copy, reRead: now };
    },
  };
}

function missing(what: string): never {
  throw usageError(`kit copies needs ${what}`);
}

function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
