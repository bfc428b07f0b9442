import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deedIds as ids, done, startDeedTrial, type DeedTrial } from "../../../../../test/support/deed-trial.ts";
import type { Deeds } from "../runtime/deeds.ts";
import { createLoginProfile } from "./create-login-profile.ts";
import { deactivateMfaDevice } from "./deactivate-mfa-device.ts";
import { deleteAccessKey } from "./delete-access-key.ts";
import { deleteLoginProfile } from "./delete-login-profile.ts";
import { deleteSigningCertificate } from "./delete-signing-certificate.ts";
import { getAccountSummary } from "./get-account-summary.ts";
import { getLoginProfile } from "./get-login-profile.ts";
import { listAccessKeys } from "./list-access-keys.ts";
import { listMfaDevices } from "./list-mfa-devices.ts";
import { listSigningCertificates } from "./list-signing-certificates.ts";

const absent = { status: "absent" };

describe("root credentials of a member, with a session of the delete task", () => {
  let trial: DeedTrial;
  let deeds: Deeds;
  beforeAll(async () => {
    trial = await startDeedTrial();
    deeds = await trial.rootOf(ids.member, "IAMDeleteRootUserCredentials");
  });
  afterAll(() => trial.close());

  it("are all there before", async () => {
    expect(done(await getAccountSummary(deeds))).toEqual({
      mfa: true,
      accessKeys: true,
      password: true,
      certificates: true,
    });
  });

  it("keys: lists active and inactive ones, deletes each, and finds one that is gone absent", async () => {
    const keys = done(await listAccessKeys(deeds));
    expect(keys).toMatchObject([
      { id: "AKIAROOTROOTROOT0001", active: true },
      { id: "AKIAROOTROOTROOT0002", active: false },
    ]);
    for (const { id } of keys) expect(await deleteAccessKey(deeds, { id })).toEqual({ status: "done", value: null });
    expect(await listAccessKeys(deeds)).toEqual({ status: "done", value: [] });
    expect(await deleteAccessKey(deeds, { id: "AKIAROOTROOTROOT0001" })).toEqual(absent);
  });

  it("certificates: the same", async () => {
    expect(done(await listSigningCertificates(deeds))).toMatchObject([{ id: "CERTROOT1", active: false }]);
    done(await deleteSigningCertificate(deeds, { id: "CERTROOT1" }));
    expect(await listSigningCertificates(deeds)).toEqual({ status: "done", value: [] });
    expect(await deleteSigningCertificate(deeds, { id: "CERTROOT1" })).toEqual(absent);
  });

  it("MFA devices: the same, of every kind", async () => {
    const devices = done(await listMfaDevices(deeds));
    expect(devices.map(({ serial }) => serial.split(":")[5]?.split("/")[0])).toEqual(["mfa", "u2f"]);
    for (const { serial } of devices) done(await deactivateMfaDevice(deeds, { serial }));
    expect(await listMfaDevices(deeds)).toEqual({ status: "done", value: [] });
    expect(await deactivateMfaDevice(deeds, { serial: devices[0]?.serial ?? "" })).toEqual(absent);
  });

  it("password: is there, goes, and is absent", async () => {
    expect(done(await getLoginProfile(deeds))).toEqual({ createdAt: "2025-01-01T00:00:00Z" });
    done(await deleteLoginProfile(deeds));
    expect(await getLoginProfile(deeds)).toEqual(absent);
    expect(await deleteLoginProfile(deeds)).toEqual(absent);
  });

  it("are all gone after", async () => {
    expect(done(await getAccountSummary(deeds))).toEqual({
      mfa: false,
      accessKeys: false,
      password: false,
      certificates: false,
    });
  });

  it("may not be made with the task that deletes", async () => {
    expect(await createLoginProfile(deeds)).toMatchObject({
      status: "refused",
      action: "iam:CreateLoginProfile",
      code: "AccessDenied",
    });
  });

  it("recovery is allowed with its own task, once", async () => {
    const create = await trial.rootOf(ids.member, "IAMCreateRootUserPassword");
    expect(await getLoginProfile(create)).toEqual(absent);
    expect(done(await createLoginProfile(create)).createdAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect((await getLoginProfile(create)).status).toBe("done");
    expect(await createLoginProfile(create)).toMatchObject({ status: "refused", code: "EntityAlreadyExists" });
    expect(await deleteLoginProfile(create)).toMatchObject({ status: "refused", code: "AccessDenied" });
  });

  it("names the service control policy that denies a deletion", async () => {
    const guarded = await trial.rootOf(ids.guarded, "IAMDeleteRootUserCredentials");
    expect(await deleteLoginProfile(guarded)).toMatchObject({
      status: "refused",
      action: "iam:DeleteLoginProfile",
      code: "AccessDenied",
      message: expect.stringContaining("service control policy"),
      advice: "A service control policy denies it; adding an Allow will not help.",
    });
    expect((await getLoginProfile(guarded)).status).toBe("done");
  });
});
