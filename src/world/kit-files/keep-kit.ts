import { KitKeeper, type KitSource } from "./kit-keeper.ts";

/** What keeps a kit's file up to date. */
export interface KitKeeping {
  /** Looks whether there is something new; at most one write in ten seconds. Never rejects. */
  readonly look: () => Promise<void>;
  /** The same at once, e.g. before the process ends. */
  readonly last: () => Promise<void>;
}

/** Where a kit comes from. */
export interface KitOrigin {
  /** Grows with whatever can change the kit. */
  readonly logSize: () => number;
  /** The kit of now; `null` while there is none to write. */
  readonly kit: () => Promise<KitSource | null>;
  readonly nowMs: () => number;
  /** Takes one line about what went wrong, once each time it changes. */
  readonly say: (line: string) => void;
}

const pauseMs = 10_000;

/** Keeps one vault's kit in a directory. A disk that refuses is tried again; releases do not wait for it. */
export function keepKit(directory: string, vault: "P" | "S", { logSize, kit, nowMs, say }: KitOrigin): KitKeeping {
  const keeper = new KitKeeper(directory, vault);
  let keptSize = -1;
  let notBefore = 0;
  let said = "";
  let running: Promise<void> | null = null;
  const once = async (): Promise<void> => {
    const size = logSize();
    try {
      const source = await kit();
      if (source === null) return;
      const { status } = await keeper.keep(source);
      // What came meanwhile is looked at the next time.
      keptSize = size;
      if (status === "written") notBefore = nowMs() + pauseMs;
      said = "";
    } catch (error) {
      notBefore = nowMs() + pauseMs;
      const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
      if (code !== said) say(`the kit of vault ${vault} is not written: ${code}`);
      said = code;
    }
  };
  const look = async (isLast: boolean): Promise<void> => {
    if (running !== null) await running;
    if (logSize() === keptSize || (!isLast && nowMs() < notBefore)) return;
    running = once();
    await running;
    running = null;
  };
  return { look: () => look(false), last: () => look(true) };
}
