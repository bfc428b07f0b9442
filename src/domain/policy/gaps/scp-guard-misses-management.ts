import { guardAll } from "../case-documents.ts";
import type { Gap, GapHit } from "../gap.ts";
import { witnessOf } from "../judging/gap-view.ts";
import { placeOf } from "../guarding/left-open.ts";
import { openedBetween } from "../guarding/let-through.ts";
import { statesWithoutMfa } from "../guarding/passing.ts";

const scp = (Statement: unknown): unknown => ({ Version: "2012-10-17", Statement });
const guard = guardAll();

/** P20: no service control policy binds the management account or service-linked roles. */
export const scpGuardMissesManagement: Gap = {
  id: "scp-guard-misses-management",
  pitfall: "P20",
  title: "An MFA guard in an SCP does not hold the management account",
  severity: "info",
  danger:
    "No service control policy binds users, roles and root of the management account, nor service-linked roles anywhere. A stolen key of a user in the management account, the account that rules all others, meets no guard.",
  fix: "Put the guard on the users and groups of the management account themselves, and keep IAM users with keys out of that account.",
  references: ["AWS Organizations user guide, Service control policies: tasks and entities not restricted by SCPs"],
  asks: ["scp"],
  find: (view): readonly GapHit[] => {
    const guard = view.guards.find(({ ref }) => ref.layer.startsWith("scps"));
    if (guard === undefined) return [];
    const management = view.about({ principal: { ...view.subject.principal, management: true } });
    const opened = openedBetween(management, view).filter(({ open }) =>
      open.some((state) => statesWithoutMfa.includes(state)),
    );
    // A name that everybody knows, where it is among them.
    const example = opened.find(({ action }) => action === "s3:GetObject") ?? opened[0];
    if (example === undefined) return [];
    const { action } = example;
    const open = example.open.filter((state) => statesWithoutMfa.includes(state));
    const [state] = open;
    const witness = state === undefined ? null : witnessOf(management.answer(action, state), action);
    const count = opened.length === 1 ? "1 action" : `${opened.length} actions`;
    const says = `Of what the SCP refuses without MFA, ${count} pass in the management account unless something else refuses them.`;
    return [
      { verdict: "note", action, states: open, witness, subject: management.subject, statement: placeOf(guard), says },
    ];
  },
  cases: [
    { name: "an MFA guard as SCP is worth the note", as: "scp", documents: [scp(guard)], expect: "note" },
    {
      name: "an SCP without any MFA guard is not",
      as: "scp",
      documents: [scp({ Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" })],
      expect: "none",
    },
  ],
};
