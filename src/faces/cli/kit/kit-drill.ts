import { custodyRefusal } from "../../../app/custody/custody-refusal.ts";
import { kitKey } from "../../../app/custody/kit/kit-key.ts";
import { openCanary } from "../../../app/custody/kit/open-kit.ts";
import { readSheets } from "../../../app/custody/kit/read-sheets.ts";
import { CodedError } from "../../../domain/core/coded-error.ts";
import type { Secret } from "../../../domain/core/secret.ts";
import { kitErrors } from "../../../domain/custody/kits/errors.ts";
import type { KitManifest } from "../../../domain/custody/kits/file/kit-manifest.ts";
import { type DrillResult, drillValidSeconds } from "../../../domain/custody/kits/readiness/judge-drills.ts";
import { isCommitted } from "../../../domain/custody/kits/shares/check-shares.ts";
import { commitmentsOf } from "../../../domain/custody/kits/shares/split-manifest.ts";
import { age } from "../../../world/sealing/age.ts";
import { shamir } from "../../../world/sealing/shamir.ts";
import { ownClient } from "../bg/own-client.ts";
import type { Invocation } from "../command.ts";
import { formatTargets } from "../output/format-targets.ts";
import { writeTargets } from "../output/write-targets.ts";
import { usageError } from "../usage-error.ts";
import { readBytes } from "../byte-files.ts";
import { manifestOption, sheetsOption } from "./kit-files.ts";

/** Holds a drill and prints its result; returns the exit code. */
export async function runKitDrill(invocation: Invocation): Promise<number> {
  const { io, settings, options, args } = invocation;
  const targets = formatTargets(settings, ["text", "json"], "text");
  const manifest = manifestOption(invocation);
  if (manifest === null) throw usageError("kit drill needs --manifest FILE: without it nothing tells a wrong sheet");
  const sheets = await sheetsOption(invocation);
  const kind = options["sharesOnly"] === true ? ("share" as const) : ("kit" as const);
  const numbers =
    kind === "share"
      ? sheetsChecked(sheets, manifest)
      : await opened(sheets, manifest, readBytes(io.cwd, args[0] ?? ""));
  const at = Math.floor(io.now() / 1000);
  const { kitId, vault, deployment, split } = manifest;
  const said = {
    kind,
    kitId,
    vault,
    deployment,
    outcome: "passed",
    sheets: numbers,
    holders: numbers.map((number) => split.holders[number - 1] ?? ""),
    proof: kind === "kit" ? manifest.canary : split.splitId,
    at,
    expires: at + drillValidSeconds[kind],
  };
  const isRecorded = options["record"] === true;
  if (isRecorded) await record(invocation, said);
  writeTargets(targets, io, settings.is("quiet"), (format, put) => {
    if (format === "json") put(`${JSON.stringify({ ...said, isRecorded }, null, 2)}\n`);
    else {
      put(textOf(said, manifest));
      put(
        isRecorded
          ? "The gate's ledger says so.\n"
          : "Nothing recorded it: run it with --record where the gate answers.\n",
      );
    }
  });
  return 0;
}

/** Lets the gate keep the result. Throws what signing in throws: the drill is then not recorded, and the command says so. */
async function record(
  invocation: Invocation,
  said: { readonly kind: "kit" | "share"; readonly vault: "P" | "S"; readonly at: number } & Pick<
    DrillResult,
    "proof" | "expires"
  >,
): Promise<void> {
  const client = ownClient(invocation);
  const entered = await client.enter();
  try {
    const { kind, vault, at, proof, expires } = said;
    await client.readiness.putDrill({ kind, vault, at, outcome: "passed", proof, expires, skewSeconds: null });
  } finally {
    entered.hand.end();
  }
}

async function opened(sheets: Secret, manifest: KitManifest, canary: Uint8Array): Promise<readonly number[]> {
  const { key, sheets: numbers } = await kitKey(sheets, manifest, shamir);
  const { isRight } = await openCanary(canary, key, manifest, age);
  key.wipe();
  if (!isRight) throw new CodedError(kitErrors.CUSTODY_KIT_OTHER, { detail: "the canary is not this kit's" });
  return numbers;
}

function sheetsChecked(sheets: Secret, manifest: KitManifest): readonly number[] {
  const read = readSheets(sheets);
  if (read.length === 0) throw new CodedError(kitErrors.CUSTODY_SHARES_FEW, { detail: "no sheet was given" });
  const commitments = commitmentsOf(manifest.split);
  return read.map((each, at) => {
    if (each.status === "refused") throw custodyRefusal({ ...each, detail: `sheet no. ${at + 1}: ${each.detail}` });
    const { share } = each;
    if (share.splitId !== manifest.split.splitId || share.vault !== manifest.vault) {
      throw new CodedError(kitErrors.CUSTODY_SHARES_MIXED, { detail: `sheet ${share.index} is of another kit` });
    }
    if (!isCommitted(share, commitments)) {
      throw new CodedError(kitErrors.CUSTODY_SHARE_WRONG, {
        detail: `sheet ${share.index} does not fit its commitment`,
      });
    }
    return share.index;
  });
}

function textOf(
  said: {
    readonly kind: string;
    readonly sheets: readonly number[];
    readonly holders: readonly string[];
    readonly expires: number;
  },
  { kitId, vault, split }: KitManifest,
): string {
  const who = said.sheets.map((number, at) => `${number} (${said.holders[at] ?? ""})`).join(", ");
  const until = new Date(said.expires * 1000).toISOString().slice(0, 10);
  const what =
    said.kind === "kit"
      ? `passed: sheets ${who} open kit ${kitId} of vault ${vault}`
      : `passed: sheets ${who} are the ones that were made for kit ${kitId} of vault ${vault}; ${split.t} are needed to open it`;
  return `${what}\nThis counts until ${until}.\n`;
}
