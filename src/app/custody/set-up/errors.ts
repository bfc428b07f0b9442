import { errorRows } from "../../../domain/core/error-row.ts";

/** Why a step of the first set-up is not done. */
export const setUpErrors = errorRows({
  SETUP_NAME: {
    http: 422,
    exit: 2,
    title: "The deployment cannot have this name",
    hint: "Lower-case letters, digits and hyphens, at most 63. The name of a rehearsal begins with rehearsal-, a real one's does not: nothing of a rehearsal shall ever pass as real.",
  },
  SETUP_NEEDS_ROOT: {
    http: 403,
    exit: 2,
    title: "Only root can make the users that the processes run as",
    hint: "Run this as root. To try everything out as an ordinary user: `rootward custody init DIR --rehearsal`.",
  },
  SETUP_STEP_DUE: {
    http: 409,
    exit: 2,
    title: "Another step is due before this one",
    hint: "Do the step that is named, then this one again.",
  },
  SETUP_DRAFT_FOREIGN: {
    http: 422,
    exit: 2,
    title: "A file of the draft has not the form it must have",
    hint: "Correct it at the position given, or make the draft anew with `rootward custody init`.",
  },
  SETUP_DRAFT_UNFIT: {
    http: 422,
    exit: 2,
    title: "Nobody could work with this draft",
    hint: "Add the people and roles that are named with `rootward roster add`, or correct the draft's files; then sign.",
  },
  SETUP_SIGNING_BEGUN: {
    http: 409,
    exit: 2,
    title: "The founders are signing already, and what they sign cannot change any more",
    hint: "To change it all the same, remove signing.json and the folder approvals from the draft; everybody then signs anew.",
  },
  SETUP_DRAFT_CHANGED: {
    http: 409,
    exit: 2,
    title: "The draft is no longer what was signed",
    hint: "Find out who changed it. Put it back, or remove signing.json and the folder approvals from the draft; everybody then signs anew.",
  },
  SETUP_SIGNING_OLD: {
    http: 409,
    exit: 2,
    title: "Signatures of this draft do not count at this time",
    hint: "All founders sign within seven days. Remove signing.json and the folder approvals from the draft; everybody then signs anew.",
  },
  SETUP_NOT_A_FOUNDER: {
    http: 403,
    exit: 2,
    title: "This identity is no person of the draft",
    hint: "Add its person.json with `rootward roster add`, or name the right directory with --identity.",
  },
  SETUP_PERSON_TAKEN: {
    http: 409,
    exit: 2,
    title: "The draft has another person by this id, or the same key under another id",
    hint: "Choose another id with `rootward identity new`, or remove the other person's file from the draft's folder persons.",
  },
  SETUP_KIT_TAKEN: {
    http: 409,
    exit: 2,
    title: "This key is another vault's or somebody's own already",
    hint: "Each vault has a kit of its own. Make another with `rootward kit make`, and add its manifest.json.",
  },
  SETUP_APPROVAL_BAD: {
    http: 422,
    exit: 2,
    title: "An approval in the draft is damaged or of something else",
    hint: "Remove the file that is named; its person signs again with `rootward roster sign`.",
  },
});
