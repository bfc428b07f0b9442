import type { Policy } from "../../../iam/language/policy.ts";
import type { ActionQuestion } from "../../../iam/prove/asker.ts";
import type { Prover } from "../../../iam/prove/prover.ts";
import type { KeyFact, Subject } from "../../../iam/prove/subject.ts";
import type { AccountModel, ModelPrincipal } from "../../account-model.ts";
import { adminPolicy } from "../../admin-policy.ts";
import { allPass, type Passing } from "./asked.ts";
import { assumeMove } from "./assume-moves.ts";
import type { MoveFilter } from "../can-move.ts";
import type { Move, Place } from "./move.ts";
import { fresh } from "../standing.ts";
import { standingPrincipal, subjectOf } from "../subject-of.ts";
import { weaker } from "../sureness.ts";

/**
 * Making a user or a role of one's own, without a boundary and with everything allowed, and acting as it. No policy of
 * the maker binds it; those of the organization do.
 */
export function newPrincipalMoves(engine: Prover, filter: MoveFilter, place: Place): readonly Move[] {
  const { identity } = standingPrincipal(place).principal;
  const subject = subjectOf(place.model, place.who, place.standing);
  const could = (action: string): boolean => filter.couldAllow(identity, action);
  const moves: Move[] = [];
  if (could("iam:CreateUser")) {
    const made = makes(engine, subject, { create: "iam:CreateUser", grants: userGrants, last: "iam:CreateAccessKey" });
    if (made !== null) {
      const who = newUser(place.model, made.arn);
      const calls = made.found.calls.map((call) => ({ escalation: null, ...call }));
      const to = { model: place.model, who, standing: fresh("user-key", 0) };
      moves.push({ to, ...sureOf(made.found), steps: () => calls, escalations: [], weight: 4, isSelf: false });
    }
  }
  if (could("iam:CreateRole")) {
    const made = makes(engine, subject, { create: "iam:CreateRole", grants: roleGrants, last: null });
    if (made !== null) {
      const who = newRole(place.model, made.arn, place.who.principal.arn);
      const to = { model: place.model, who, standing: fresh("role-session", 0) };
      const plain = assumeMove(engine, place, to);
      const enter = plain ?? assumeMove(engine, place, { ...to, standing: fresh("role-session-mfa", 0) });
      if (enter !== null) {
        const calls = made.found.calls.map((call) => ({ escalation: null, ...call }));
        moves.push({ ...enter, ...weaker(made.found, enter), steps: () => [...calls, ...enter.steps()], weight: 4 });
      }
    }
  }
  return moves;
}

const userGrants = ["iam:PutUserPolicy", "iam:AttachUserPolicy"] as const;
const roleGrants = ["iam:PutRolePolicy", "iam:AttachRolePolicy"] as const;

/** The new principal's ARN and the calls that make it; null when they do not pass together. */
function makes(
  engine: Prover,
  subject: Subject,
  {
    create,
    grants,
    last,
  }: { readonly create: string; readonly grants: readonly string[]; readonly last: string | null },
): { readonly arn: string; readonly found: Passing } | null {
  const { account, arn } = subject.principal;
  const [, partition = "aws"] = arn.split(":");
  const kind = create === "iam:CreateUser" ? "user" : "role";
  const plain = `arn:${partition}:iam::${account}:${kind}/any-new-${kind}`;
  const keys = new Map<string, KeyFact>([
    // Nothing limits what is made without a boundary, and only the grant of everything is of use.
    ["iam:permissionsboundary", "absent"],
    ["iam:policyarn", [`arn:${partition}:iam::aws:policy/AdministratorAccess`]],
  ]);
  const asked: Subject = { ...subject, keys };
  const first = allPass(engine, asked, [
    { action: create, resource: { arns: [`arn:${partition}:iam::${account}:${kind}/*`] } },
  ]);
  if (first === null) return null;
  const named = first.calls[0]?.witness?.resource;
  for (const target of new Set([plain, named ?? plain])) {
    const on = (action: string): ActionQuestion => ({ action, resource: { arns: [target] } });
    for (const grant of grants) {
      const calls = [on(create), on(grant), ...(last === null ? [] : [on(last)])];
      const found = allPass(engine, asked, calls);
      if (found !== null) return { arn: target, found };
    }
  }
  return null;
}

function sureOf({ certainty, why }: Passing): Pick<Passing, "certainty" | "why"> {
  return { certainty, why };
}

const made = new WeakMap<AccountModel, Map<string, ModelPrincipal>>();

function remembered(model: AccountModel, key: string, make: () => ModelPrincipal): ModelPrincipal {
  const all = made.get(model) ?? new Map<string, ModelPrincipal>();
  made.set(model, all);
  const known = all.get(key) ?? make();
  all.set(key, known);
  return known;
}

function newUser(model: AccountModel, arn: string): ModelPrincipal {
  return remembered(model, arn, () => ({
    ...bare,
    principal: { ...common(model, arn), kind: "user" },
    credentials: { hasKey: true, hasPassword: false, devices: 0 },
  }));
}

function newRole(model: AccountModel, arn: string, maker: string): ModelPrincipal {
  return remembered(model, `${arn} ${maker}`, () => ({
    ...bare,
    principal: { ...common(model, arn), kind: "role", trust: { name: "its trust policy", policy: trusting(maker) } },
    credentials: null,
  }));
}

const bare = { attached: [], groups: [], boundary: null } as const;

function common(model: AccountModel, arn: string): Omit<ModelPrincipal["principal"], "kind"> {
  return {
    arn,
    account: model.account,
    name: arn.slice(arn.lastIndexOf("/") + 1),
    management: model.kind === "management",
    identity: [adminPolicy],
    tags: {},
    isSso: false,
  };
}

function trusting(arn: string): Policy {
  return {
    version: "2012-10-17",
    statements: [
      {
        index: 0,
        sid: null,
        effect: "Allow",
        actions: { negated: false, patterns: ["sts:AssumeRole"] },
        resources: null,
        principals: { negated: false, entries: [{ type: "AWS", value: arn }] },
        conditions: [],
      },
    ],
  };
}
