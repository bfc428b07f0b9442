import type { BundleReport } from "./verify-bundle.ts";

/** Files by path. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** A report under which a change counts as found. An earlier checkpoint needs no quorum: its lost cosignature is a remark. */
export function isFound(path: string, report: BundleReport): boolean {
  return report.status === "damaged" || (path.startsWith("checkpoints/") && report.remarks.length > 0);
}

/** Every single change of one byte by one of these bit masks; returns how many were tried and which went unnoticed. */
export function unfoundFlips(files: Files, verify: (files: Files) => BundleReport, masks: readonly number[]) {
  const unfound: string[] = [];
  let tried = 0;
  for (const [path, bytes] of files) {
    for (let at = 0; at < bytes.length; at++) {
      for (const mask of masks) {
        const changed = bytes.map((byte, place) => (place === at ? byte ^ mask : byte));
        if (!isFound(path, verify(new Map(files).set(path, changed)))) unfound.push(`${path} byte ${at} mask ${mask}`);
        tried++;
      }
    }
  }
  return { tried, unfound };
}

/** Every file cut to each `step`th shorter length, made one byte longer, and (but earlier checkpoints) left out. */
export function unfoundLengths(files: Files, verify: (files: Files) => BundleReport, step: number): readonly string[] {
  const unfound: string[] = [];
  for (const [path, bytes] of files) {
    for (let length = 0; length < bytes.length; length += step) {
      const report = verify(new Map(files).set(path, bytes.subarray(0, length)));
      if (!isFound(path, report)) unfound.push(`${path} cut to ${length}`);
    }
    const longer = verify(new Map(files).set(path, Uint8Array.from([...bytes, 10])));
    if (!isFound(path, longer)) unfound.push(`${path} made longer`);
    const without = new Map([...files].filter(([each]) => each !== path));
    if (!path.startsWith("checkpoints/") && !isFound(path, verify(without))) unfound.push(`${path} left out`);
  }
  return unfound;
}
