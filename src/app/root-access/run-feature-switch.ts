import { iamService } from "../../domain/custody/root-access/calls-of.ts";
import type { SwitchPlan } from "../../domain/custody/root-access/root-access-plan.ts";
import type { Deed } from "../../domain/custody/sessions/deed.ts";
import type { FeatureSwitchDeeds } from "./feature-switch-deeds.ts";
import { isInDoubt, type RefusedDeed } from "./run/next-step.ts";
import type { Refusal, RunOutcome } from "./run/run-outcome.ts";
import { againAfter } from "./run/again-after.ts";
import { checkSessionOfPlan } from "./run/session-of-plan.ts";
import { type OnCall, told } from "./run/told-call.ts";

/** What running a switch needs. */
export interface FeatureSwitchDeps {
  /** Account of the session, `<partition>:<12 digits>` as it was handed out. */
  readonly sessionAccount: string;
  /** Of a session of the management account that may make the plan's calls. */
  readonly deeds: FeatureSwitchDeeds;
  /** The features that are on, read with the person's own credentials; `null` where they may not look. */
  readonly readFeatures: () => Promise<readonly string[] | null>;
  readonly onCall: OnCall;
  readonly sleep: (millis: number) => Promise<void>;
}

/**
 * Switches one part of central root access on or off, after trusted access where the plan says so, and reads back. What is
 * as the plan wants it already is left alone. Throws `ROOT_ACCESS_OTHER_SESSION`, before any call, for a session of
 * another account.
 */
export const runFeatureSwitch =
  (deps: FeatureSwitchDeps) =>
  async (plan: SwitchPlan): Promise<RunOutcome> => {
    checkSessionOfPlan(deps.sessionAccount, plan.management);
    const asWanted = (features: readonly string[] | null) =>
      features !== null && features.includes(plan.feature) === plan.on;
    if (!plan.trustedAccess && asWanted(await deps.readFeatures())) {
      return { status: "nothing-to-do", why: `${plan.feature} is ${onOff(plan.on)} already`, left: [] };
    }
    const done: string[] = [];
    if (plan.trustedAccess) {
      const trust = await trustIam(deps);
      if (trust.status === "refused") return { status: "refused", ...refusalIn(trust) };
      done.push(`trusted access of ${iamService} is on`);
      // What was on before trusted access was switched off is on again with it.
      if (asWanted(await deps.readFeatures())) {
        return { status: "done", done: [...done, `${plan.feature} is ${onOff(plan.on)}`], left: [] };
      }
    }
    return switchFeature(deps, plan, done, asWanted);
  };

async function switchFeature(
  deps: FeatureSwitchDeps,
  plan: SwitchPlan,
  done: readonly string[],
  asWanted: (features: readonly string[] | null) => boolean,
): Promise<RunOutcome> {
  const { feature, on, trustedAccess } = plan;
  const action = `iam:${on ? "Enable" : "Disable"}Organizations${feature}`;
  const turn = () => told(deps.onCall, { action, target: null, isWrite: true }, turned(deps.deeds, plan));
  // Trusted access reaches IAM a moment after Organizations took it.
  const isEarly = (deed: Deed<unknown>) =>
    trustedAccess && deed.status === "refused" && deed.code === "ServiceAccessNotEnabled";
  const deed = await againAfter(deps.sleep, turn, isEarly);
  const said = deed.status === "done" ? deed.value : null;
  const mayBe = deed.status !== "refused" || isInDoubt(deed);
  const isStill = (features: readonly string[] | null) => mayBe && features !== null && !asWanted(features);
  const after = await againAfter(deps.sleep, deps.readFeatures, isStill);
  // The switch's own answer tells the features too; it counts where the person may not read them.
  if (asWanted(after ?? said)) return { status: "done", done: [...done, `${feature} is ${onOff(on)}`], left: [] };
  const refusal = deed.status === "refused" ? refusalIn(deed) : null;
  if (refusal !== null && done.length === 0 && !mayBe) return { status: "refused", ...refusal };
  const notDone =
    after === null ? `whether ${feature} is ${onOff(on)} could not be read` : `${feature} is not ${onOff(on)}`;
  return { status: "partial", done, notDone: [notDone], refusal };
}

function trustIam({ deeds, onCall }: FeatureSwitchDeps): Promise<Deed<unknown>> {
  const call = { action: "organizations:EnableAWSServiceAccess", target: iamService, isWrite: true };
  return told(onCall, call, deeds.enableAwsServiceAccess({ servicePrincipal: iamService }));
}

function turned(deeds: FeatureSwitchDeeds, { feature, on }: SwitchPlan): Promise<Deed<readonly string[]>> {
  switch (feature) {
    case "RootCredentialsManagement":
      return on
        ? deeds.enableOrganizationsRootCredentialsManagement()
        : deeds.disableOrganizationsRootCredentialsManagement();
    case "RootSessions":
      return on ? deeds.enableOrganizationsRootSessions() : deeds.disableOrganizationsRootSessions();
  }
}

function refusalIn({ action, code, message, advice }: RefusedDeed): Refusal {
  return {
    action,
    code,
    message,
    next: nextStep(action, code) ?? advice ?? "AWS's own sentence says why; nothing else is known.",
  };
}

function nextStep(action: string, code: string): string | null {
  switch (code) {
    case "AccessDenied":
      return `The role of the session may not make ${action}, or a policy over it denies it: give the role that action in the management account.`;
    case "CallerIsNotManagementAccount":
    case "AccountNotManagementOrDelegatedAdministrator":
      return "Only the management account can switch this: make a new plan with credentials of that account.";
    case "OrganizationNotInAllFeaturesMode":
      return "Central root access needs all features: switch the organization from consolidated billing to all features first.";
    case "ServiceAccessNotEnabled":
      return `Trusted access of ${iamService} is off: make a new plan, it will switch that on first.`;
    default:
      return null;
  }
}

function onOff(on: boolean): string {
  return on ? "on" : "off";
}
