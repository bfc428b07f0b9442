import type { KitOrder } from "../../../app/custody/kit/make-kit.ts";
import type { Invocation } from "../command.ts";
import { usageError } from "../usage-error.ts";

/** The flags that say what is printed on a sheet besides the share. */
export const sheetFactOptions = [
  { flags: "--site <URL>", help: "the break-glass site, printed on the sheets" },
  { flags: "--door <HOST:PORT>", help: "the custodian door, printed on the sheets" },
  { flags: "--roster <HASH>", help: "the roster in force, printed on the sheets" },
  { flags: "--copies <LIST>", help: "where copies of the kit will lie, separated by ;" },
] as const;

/** What these flags say. Throws `CLI_USAGE` for a site that is no URL. */
export function sheetFacts({ options }: Pick<Invocation, "options">): KitOrder["sheet"] {
  const { site, door, roster, copies } = options;
  return {
    sites: typeof site === "string" ? [{ rpId: hostOf(site), url: site }] : [],
    custodianDoor: typeof door === "string" ? door : null,
    rosterHash: typeof roster === "string" ? roster : null,
    checkpoint: null,
    copies: typeof copies === "string" ? copies.split(";").map((place) => place.trim()) : [],
  };
}

function hostOf(url: string): string {
  if (!URL.canParse(url)) throw usageError(`--site ${url}: a URL`);
  return new URL(url).hostname;
}
