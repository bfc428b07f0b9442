import { errorRows } from "../core/error-row.ts";

/** Error rows of the fix writer. */
export const guardErrors = errorRows({
  GUARD_TOO_LARGE: {
    http: 422,
    exit: 2,
    title: "A guard would be larger than AWS takes",
    hint: "Declare fewer or shorter ARN patterns (declared.contactWriters, emailWriters, rootAdmins): one pattern with a * often covers several roles.",
  },
  GUARD_NOT_PROVEN: {
    http: 500,
    exit: 2,
    title: "A guard does not do what it must, so it was not written",
    hint: "The request named contradicts the guard, often because a declared pattern is wider than meant. Correct the inventory; if it is right, report this as a defect.",
  },
  GUARD_NO_ROOM: {
    http: 409,
    exit: 2,
    title: "A target cannot take the guards: AWS attaches at most five policies of a kind to it",
    hint: "Merge policies that are attached there, or detach one that is not needed, then collect again. With --maintenance-ou the unit named is left out of P4.",
  },
  GUARD_UNIT_UNKNOWN: {
    http: 404,
    exit: 2,
    title: "The maintenance unit is not in this snapshot",
    hint: "Give --maintenance-ou the id of a unit of this organization, such as ou-ab12-cdefgh34.",
  },
  GUARD_OUT_EXISTS: {
    http: 409,
    exit: 2,
    title: "The folder for the fixes is not empty",
    hint: "Choose a new folder with --out, or remove the old one yourself.",
  },
});
