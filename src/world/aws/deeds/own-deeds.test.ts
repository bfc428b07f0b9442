import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { quickTiming } from "../../../../test/support/collect-trial.ts";
import { deedIds as ids, done, startDeedTrial, type DeedTrial } from "../../../../test/support/deed-trial.ts";
import { type Aws, openAws } from "../open-aws.ts";
import { deleteAlternateContact } from "./account/delete-alternate-contact.ts";
import { getAlternateContact } from "./account/get-alternate-contact.ts";
import { getContactInformation } from "./account/get-contact-information.ts";
import { startPrimaryEmailUpdate } from "./account/start-primary-email-update.ts";
import { ownDeeds } from "./own-deeds.ts";

const account = `aws:${ids.member}`;

describe("deeds with one's own credentials", () => {
  let trial: DeedTrial;
  let aws: Aws | undefined;
  beforeEach(async () => {
    trial = await startDeedTrial();
    trial.useKeys(`arn:aws:iam::${ids.management}:user/admin`);
  });
  afterEach(async () => {
    aws?.close();
    await trial.close();
  });
  const open = async (role?: { readonly arn: string }) => {
    aws = await openAws({ endpointUrl: trial.server.url, timing: quickTiming(), role });
    return ownDeeds(aws);
  };

  it("read members and the own account, whose id is left out", async () => {
    const deeds = await open();
    expect(deeds.account).toBe(ids.management);
    expect(done(await getContactInformation(deeds, { account })).contact.PhoneNumber).toBe("+1 555 0200");
    const own = done(await getContactInformation(deeds, { account: `aws:${ids.management}` }));
    expect(own.contact.FullName).toBe("Corp");
  });

  it("speak as the role of the first hop", async () => {
    const deeds = await open({ arn: `arn:aws:iam::${ids.management}:role/reader` });
    expect((await getContactInformation(deeds, { account })).status).toBe("done");
    expect(await getAlternateContact(deeds, { account, type: "BILLING" })).toMatchObject({
      status: "refused",
      code: "AccessDenied",
      message: expect.stringContaining("assumed-role/reader"),
    });
  });

  it("take new credentials once when they have expired", async () => {
    const deeds = await open();
    trial.setFaults({ kind: "expire", times: 1 });
    expect((await getContactInformation(deeds, { account })).status).toBe("done");
  });

  it("change nothing: no request leaves", async () => {
    const deeds = await open();
    const before = trial.server.counters().calls;
    for (const deed of [
      await deleteAlternateContact(deeds, { account, type: "BILLING" }),
      await startPrimaryEmailUpdate(deeds, { account, email: "new@corp.example" }),
    ]) {
      expect(deed).toMatchObject({ status: "refused", code: "ReadOnly" });
    }
    expect(trial.server.counters().calls).toBe(before);
    expect((await getAlternateContact(deeds, { account, type: "BILLING" })).status).toBe("done");
  });
});
