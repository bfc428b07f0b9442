import type { GapView } from "../judging/gap-view.ts";
import { iamArn } from "../guarding/own-arns.ts";
import { isGranted, withoutDevice } from "../guarding/self-service.ts";
import { enrolmentCalls } from "../guarding/enrolment.ts";
import type { Looked } from "./mend-room.ts";

/** Whether a user without any MFA device reaches MFA. */
export interface Enrolling {
  /** Null where it is no question: of trust and resource policies, and of principals that are no users. */
  readonly canEnrol: boolean | null;
  /** Of no: what stands in the way. Of yes: what the answer takes for granted. */
  readonly why: string | null;
  /** An administrator whose session has MFA can enrol a device for the user. */
  readonly canAdministrator: boolean | null;
}

/**
 * Asks whether a user without device can still enrol one and reach MFA. Where the document does not grant the calls, it
 * is asked whether it leaves them to another policy that does.
 */
export function enrolling({ views, wide }: Looked): Enrolling {
  const [view] = views;
  const [beside] = wide;
  const isQuestion = view !== undefined && view.subject.principal.kind === "user";
  if (!isQuestion || beside === undefined || !(["identity", "boundary", "scp"] as const).some((as) => as === view.as)) {
    return { canEnrol: null, why: null, canAdministrator: null };
  }
  const isOwn = enrolmentCalls.some((call) => isGranted(withoutDenies(view), call));
  const asked = isOwn ? view : beside;
  const shut = enrolmentCalls.filter((call) => withoutDevice(asked, call).verdict !== "open");
  const canAdministrator = administratorCan(beside);
  if (shut.includes("iam:EnableMFADevice")) {
    const why = `without MFA the document refuses ${shut.join(" and ")}`;
    return { canEnrol: false, why, canAdministrator };
  }
  if (shut.length > 0) {
    const why = "only a security key or hardware token: creating a virtual device is refused without MFA";
    return { canEnrol: true, why, canAdministrator };
  }
  const why = isOwn ? null : "the document does not grant the calls itself: another policy of the user must";
  return { canEnrol: true, why, canAdministrator };
}

function withoutDenies(view: GapView): GapView {
  return view.variant((statement) => (statement.effect === "Deny" ? null : statement));
}

/** Beside a statement that allows everything, with MFA, for somebody else. */
function administratorCan(view: GapView): boolean {
  const { principal } = view.subject;
  const asked = [
    ["iam:CreateVirtualMFADevice", iamArn(principal, "mfa/*")],
    ["iam:EnableMFADevice", iamArn(principal, "user/*")],
  ] as const;
  return asked.every(([call, arn]) =>
    view.askWith("session-token-mfa", call, { arns: [arn] }).some(({ answer }) => answer.verdict === "open"),
  );
}
