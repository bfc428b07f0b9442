import { managementOf } from "../../../../app/root-access/organization/organization-reads.ts";
import { CodedError } from "../../../../domain/core/coded-error.ts";
import { type Fact, isSeen } from "../../../../domain/core/fact.ts";
import { iamService } from "../../../../domain/custody/root-access/calls-of.ts";
import { rootAccessErrors } from "../../../../domain/custody/root-access/errors.ts";
import type { TargetFacts } from "../../../../domain/custody/root-access/refusal-of.ts";
import type { SwitchPlan } from "../../../../domain/custody/root-access/root-access-plan.ts";
import { textOption } from "../../bg/own-client.ts";
import { screenTargets } from "../../bg/screen.ts";
import type { Invocation } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { usageError } from "../../usage-error.ts";
import { unseenTarget } from "./look-at-target.ts";
import { finishPlan, savePlace } from "./make-plan.ts";
import { withAdvice } from "./offline-advice.ts";
import { withOwnAws } from "../own-aws.ts";

/** What is known of the organization whose switch it is. */
interface Seen {
  readonly management: string | null;
  readonly partition: string;
  readonly facts: TargetFacts;
  readonly trustedAccess: boolean | null;
}

/** Makes a plan that switches one part of central root access, shows it and saves it; returns the exit code. */
export async function makeSwitchPlan(invocation: Invocation): Promise<number> {
  const { io, options, settings } = invocation;
  const targets = screenTargets(invocation);
  const file = savePlace(invocation);
  const feature = featureOption(textOption(options, "feature"));
  const on = options["off"] !== true;
  const named = textOption(options, "management");
  if (named !== null && !/^[0-9]{12}$/.test(named)) throw usageError("--management takes 12 digits");
  const isOffline = options["offline"] === true;
  const seen = isOffline ? offlineSeen(settings.text("region")) : await withAdvice(() => look(invocation));
  const management = seen.management ?? named;
  if (management === null) {
    throw new CodedError(cliErrors.CLI_INPUT_NEEDED, {
      detail: "--management ID: which account is the organization's management account could not be read",
      hint: "Give its 12 digits, or credentials that may call organizations:DescribeOrganization.",
    });
  }
  if (named !== null && named !== management) {
    const detail = `${named} is not it: AWS says ${management}`;
    throw new CodedError(rootAccessErrors.ROOT_ACCESS_NOT_MANAGEMENT, { detail });
  }
  const isTrusted = seen.trustedAccess;
  const plan: SwitchPlan = {
    schema: "rootward.root-access-plan/v1",
    madeAt: Math.floor(io.now() / 1000),
    task: "enable",
    feature,
    on,
    management: `${seen.partition}:${management}`,
    trustedAccess: on && isTrusted === false,
  };
  const notes =
    isTrusted === null && on && !isOffline
      ? [
          `whether trusted access of ${iamService} is on could not be read: organizations:ListAWSServiceAccessForOrganization. If it is off AWS refuses, and nothing is changed.`,
        ]
      : [];
  const { features } = seen.facts;
  const isThere = features !== null && features.includes(feature) === on && !plan.trustedAccess;
  const nothing = isThere ? `${feature} is ${on ? "on" : "off"} already` : null;
  return finishPlan(invocation, { file, targets, drafted: { plan, notes, nothing }, facts: seen.facts });
}

function featureOption(text: string | null): SwitchPlan["feature"] {
  if (text === "RootCredentialsManagement" || text === "RootSessions") return text;
  throw usageError(
    "--feature takes RootCredentialsManagement (audit, delete, recover) or RootSessions (buckets, queues)",
  );
}

function offlineSeen(region: string | null): Seen {
  const { partition } = unseenTarget(region);
  return { management: null, partition, facts: { kind: null, state: null, features: null }, trustedAccess: null };
}

function look(invocation: Invocation): Promise<Seen> {
  return withOwnAws(invocation, async ({ session }) => {
    const { organizationReads } = await import("../../../../app/root-access/organization/organization-reads.ts");
    const reads = organizationReads(session);
    const found = await reads.place();
    const { partition } = session;
    if (isSeen(found.organization) && found.organization.value === null) {
      const facts = { kind: "standalone", state: null, features: null } as const;
      return { management: session.account, partition, facts, trustedAccess: null };
    }
    const [features, trusted] = await Promise.all([reads.features(), reads.trustedAccess()]);
    const management = managementOf(found);
    const kind = management === null ? null : "management";
    return {
      management,
      partition,
      facts: { kind, state: null, features: valueOf(features) },
      trustedAccess: valueOf(trusted)?.includes(iamService) ?? null,
    };
  });
}

function valueOf<T>(fact: Fact<T>): T | null {
  return isSeen(fact) ? fact.value : null;
}
