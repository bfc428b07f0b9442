import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { rejectedRow } from "../../../test/support/rejected-row.ts";
import { exportPlace, mountSource } from "./export-place.ts";

const at = realpathSync(mkdtempSync(join(tmpdir(), "rootward-place-")));
afterAll(() => rmSync(at, { recursive: true }));

/** After the example of proc_pid_mountinfo(5), with blanks in a name and one mount over another. */
const mounts = [
  "21 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw",
  "36 21 0:30 / /tmp rw - tmpfs tmpfs rw",
  "40 21 8:17 / /media/my\\040stick rw - vfat /dev/sdb1 rw",
  "41 21 0:44 / /mnt/share rw - nfs4 server:/export rw",
  "42 21 8:33 / /mnt/share/usb rw - ext4 /dev/sdc1 rw",
  "43 21 8:49 / /mnt/share/usb rw - ext4 /dev/sdd1 rw",
].join("\n");

describe("the place of an export", () => {
  it.each([
    ["/home/ann", "/dev/sda2"],
    ["/tmp/x", "tmpfs"],
    ["/tmpfile", "/dev/sda2"],
    ["/media/my stick/out", "/dev/sdb1"],
    ["/mnt/share/x", "server:/export"],
    ["/mnt/share/usb", "/dev/sdd1"],
  ])("%s is on %s", (directory, source) => {
    expect(mountSource(mounts, directory)).toBe(source);
  });

  it("is found by the disk's id, links resolved", async () => {
    // The null device has a number of its own: as good as a disk's for this.
    const [mountInfo, byUuid] = [join(at, "mountinfo"), join(at, "by-uuid")];
    writeFileSync(mountInfo, `36 1 1:3 / ${at} rw - ext4 /dev/null rw\n`);
    const { mkdirSync } = await import("node:fs");
    mkdirSync(byUuid);
    symlinkSync("/dev/zero", join(byUuid, "0000-zero"));
    symlinkSync("/dev/null", join(byUuid, "1234-null"));
    mkdirSync(join(at, "real"));
    symlinkSync(join(at, "real"), join(at, "link"));
    const place = await exportPlace(join(at, "link", "out.kdbx"), { mountInfo, byUuid });
    expect(place).toEqual({ host: hostname(), directory: join(at, "real"), device: "1234-null" });
  });

  it("without a disk is not known, and without a directory is refused", async () => {
    const nowhere = { mountInfo: join(at, "no"), byUuid: join(at, "no") };
    expect((await exportPlace(join(at, "out.kdbx"), nowhere)).device).toBeNull();
    expect(await rejectedRow(exportPlace(join(at, "missing", "out.kdbx"), nowhere))).toBe("FILES_NOT_WRITABLE");
  });
});
