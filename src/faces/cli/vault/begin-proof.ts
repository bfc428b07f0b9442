import type { ClientDeps } from "../../../app/custody/client/ports/client-deps.ts";
import type { Entered } from "../../../app/custody/client/signing/enter.ts";
import { serialsOf } from "../../../app/custody/client/vault/look-at-root.ts";
import { isSeen } from "../../../domain/core/fact.ts";
import type { Invocation } from "../command.ts";
import { textOption } from "../bg/own-client.ts";
import { screenTargets, screenText } from "../bg/screen.ts";
import { usageError } from "../usage-error.ts";
import { openLook } from "./open-look.ts";
import { proveDevice, unseenText } from "./prove-device.ts";

/** A seed that was just brought, or whose pair is shown once more. */
export interface EnrolledSeed {
  readonly account: string;
  readonly name: string;
  readonly version: number;
  readonly storedAt: number;
}

/** The proof of an enrolment that asks AWS. */
export interface BegunProof {
  /** Once the codes were shown; returns the exit code. */
  readonly end: (seed: EnrolledSeed) => Promise<number>;
  readonly close: () => void;
}

/** How long AWS is asked unless `--wait` says otherwise, in seconds. */
const defaultSeconds = 120;

/**
 * Remembers which devices root has before any code is shown. `null` without `--aws`. That AWS cannot be read is told and
 * stops nothing: the page at AWS is open, and its codes are wanted.
 */
export async function beginProof(
  invocation: Invocation,
  deps: ClientDeps,
  entered: Entered,
  account: string,
): Promise<BegunProof | null> {
  const { io, options } = invocation;
  const seconds = waitSeconds(invocation);
  if (options["aws"] !== true) return null;
  const { look, close } = openLook(invocation, account);
  try {
    const devices = await look();
    const before = serialsOf(devices);
    if (!isSeen(devices)) {
      const text = `${unseenText(devices)}. The codes come all the same.`;
      io.err(screenText([["AWS cannot be read", text]], entered, io.columns));
    }
    return {
      end: async ({ storedAt, ...seed }) => {
        const sought = { ...seed, seed: { storedAt, origin: "new-device" as const }, before, look, seconds };
        const { rows, json, code } = await proveDevice(invocation, deps, entered, sought);
        // Standard output holds the two codes, a line each; a program gets a third object.
        const isJson = screenTargets(invocation).some(({ format }) => format === "json");
        if (isJson) io.out(`${JSON.stringify(json)}\n`);
        io.err(screenText(rows, entered, io.columns));
        return code;
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** The value of `--wait`; it goes with `--aws`. */
export function waitSeconds({ options }: Pick<Invocation, "options">): number {
  const text = textOption(options, "wait");
  if (text === null) return defaultSeconds;
  if (options["aws"] !== true) throw usageError("--wait goes with --aws");
  if (!/^[0-9]{1,3}$/.test(text) || Number(text) > 600) throw usageError("--wait takes 0 to 600 seconds");
  return Number(text);
}
