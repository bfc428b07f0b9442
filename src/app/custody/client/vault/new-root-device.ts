import type { AwsEvidence } from "../../../../domain/custody/documents/item-documents.ts";
import { evidenceFault, type SeedOnset } from "../../../../domain/custody/items/evidence-fault.ts";
import type { MfaDevice } from "../../../../domain/snapshot/account-facts.ts";

/** A device as evidence. */
export type DeviceEvidence = Extract<AwsEvidence, { readonly source: "iam:ListVirtualMFADevices" }>;

/** What a look at the root user's devices found. */
export type Sighting =
  | { readonly status: "accepted"; readonly evidence: DeviceEvidence }
  | { readonly status: "none" }
  /** More than one could be it, so none is proof. */
  | { readonly status: "several"; readonly serials: readonly string[] };

/** What the look is held against. */
export interface SoughtDevice {
  /** `<partition>:<12 digits>`. */
  readonly account: string;
  readonly seed: SeedOnset;
  /** Serials that stood there before the codes were shown; empty where nobody looked. */
  readonly before: ReadonlySet<string>;
}

/** The root user's virtual device that can only have been enabled with the seed's pair of codes. */
export function newRootDevice(
  devices: readonly MfaDevice[],
  { account, seed, before }: SoughtDevice,
  nowSeconds: number,
): Sighting {
  const [partition = "", digits = ""] = account.split(":");
  const found = devices.flatMap(({ serial, enabledAt }): readonly DeviceEvidence[] => {
    const at = enabledAt === null ? Number.NaN : Math.floor(Date.parse(enabledAt) / 1000);
    // Without a time nobody knows which codes it was enabled with.
    if (Number.isNaN(at) || before.has(serial)) return [];
    if (!serial.startsWith(`arn:${partition}:iam::${digits}:mfa/`)) return [];
    const evidence = { source: "iam:ListVirtualMFADevices", serial, at } as const;
    return evidenceFault(evidence, seed, nowSeconds) === null ? [evidence] : [];
  });
  const [first, ...others] = found;
  if (first === undefined) return { status: "none" };
  return others.length === 0
    ? { status: "accepted", evidence: first }
    : { status: "several", serials: found.map(({ serial }) => serial) };
}
