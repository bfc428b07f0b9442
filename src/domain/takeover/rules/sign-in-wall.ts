import type { AccountKind } from "../../snapshot/account-facts.ts";
import type { WallState } from "../guard-facts.ts";
import { type FactName, inference, type Inference, perGiver, type Rule } from "../rule.ts";
import type { Giver, Givers } from "../shape.ts";

type NetworkSlot = "network-rcp" | "network-account";

/** R13: no wall before the sign-in page, the right network, or a wall that is taken away. */
export const signInWall: Rule = {
  id: "R13",
  title: "Get past the sign-in wall",
  basis: "documented",
  why: "A sign-in policy or RCP refuses root before the password prompt. Deleting the console authorization or the policy opens it again. Whether a member's own delete beats a wall of the organization is not known.",
  infer: (shape, givers) => {
    const rcp = shape.kind === "member" ? shape.wall.rcp : "none";
    const own = shape.wall.account;
    const walls: FactName[] = [];
    if (rcp !== "none") walls.push("past-rcp-wall");
    if (own !== "none") walls.push("past-account-wall");
    const ok = inference("R13", { head: "signin-ok", needs: walls });
    if (walls.length === 0) return [ok];
    return [
      ok,
      ...perGiver("R13", givers("wall-off"), {
        head: "local-wall-off",
        tell: "delete the account's sign-in configuration through {leaf}",
      }),
      ...(rcp === "network" ? fromInside("network-rcp", own === "network" ? "network-account" : null, givers) : []),
      ...(own === "network" ? fromInside("network-account", rcp === "network" ? "network-rcp" : null, givers) : []),
      ...(rcp === "none" ? [] : pastRcp(rcp, givers)),
      // An account policy may not bind the root of management at all: not known.
      ...(own === "none" ? [] : pastAccount(own, shape.kind, givers)),
    ];
  },
};

// One request comes from one place: with two walls, whether any place lies in the networks of both is not known.
function fromInside(slot: NetworkSlot, other: NetworkSlot | null, givers: Givers): readonly Inference[] {
  const head = slot === "network-rcp" ? "past-rcp-wall" : "past-account-wall";
  const tell = "work from inside {leaf}";
  const fitsBoth = ({ leaf }: Giver) => other === null || givers(other).some((each) => each.leaf === leaf);
  return [
    ...perGiver("R13", givers(slot).filter(fitsBoth), { head, tell }),
    ...perGiver(
      "R13",
      givers(slot).filter((giver) => !fitsBoth(giver)),
      { head, certainty: "possible", tell },
    ),
  ];
}

function pastRcp(wall: WallState, givers: Givers): readonly Inference[] {
  const head = "past-rcp-wall";
  return [
    ...(wall === "unknown" ? [inference("R13", { head, certainty: "possible" })] : []),
    ...perGiver("R13", givers("org:wall-off"), {
      head,
      tell: "delete the organization's sign-in configuration through {leaf}",
    }),
    ...perGiver("R13", givers("org:policy-edit"), {
      head,
      tell: "take the resource control policy off the account through {leaf}",
    }),
    inference("R13", { head, needs: ["local-wall-off"], certainty: "possible" }),
  ];
}

function pastAccount(wall: WallState, kind: AccountKind, givers: Givers): readonly Inference[] {
  const head = "past-account-wall";
  const maybeUnbound = kind === "management";
  // The call takes the id of an account; that it lets management name a member is not documented.
  const fromManagement = kind === "member" ? givers("org:wall-off") : [];
  return [
    ...(wall === "unknown" || maybeUnbound ? [inference("R13", { head, certainty: "possible" })] : []),
    inference("R13", { head, needs: ["local-wall-off"] }),
    ...perGiver("R13", fromManagement, {
      head,
      certainty: "possible",
      tell: "delete the account's sign-in configuration from management through {leaf}",
    }),
  ];
}
