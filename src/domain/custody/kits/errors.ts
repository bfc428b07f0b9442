import { errorRows } from "../../core/error-row.ts";

/** What can be wrong with shares, sheets, kits and their copies. */
export const kitErrors = errorRows({
  CUSTODY_SHARE_UNREADABLE: {
    http: 422,
    exit: 2,
    title: "This is not a share, or it was mistyped or damaged",
    hint: "Scan the sheet's code again, or type its five lines again: the line that is named does not fit its two check characters.",
  },
  CUSTODY_SHARE_THRESHOLD: {
    http: 422,
    exit: 2,
    title: "A share says that one sheet is enough",
    hint: "Rootward makes no such sheet. Do not combine it; keep it as evidence and ask who made it.",
  },
  CUSTODY_SHARES_MIXED: {
    http: 422,
    exit: 2,
    title: "These shares do not belong together",
    hint: "Lay aside the sheets of another kit, vault or making: all that are combined must show the same kit id and vault.",
  },
  CUSTODY_SHARE_TWICE: {
    http: 422,
    exit: 2,
    title: "One share was given twice",
    hint: "Each sheet counts once. Bring another holder's sheet in place of the repeated one.",
  },
  CUSTODY_SHARES_FEW: {
    http: 409,
    exit: 1,
    title: "Too few shares to open this",
    hint: "The detail says how many are missing. Find another holder; their names are printed on every sheet.",
  },
  CUSTODY_SHARE_WRONG: {
    http: 422,
    exit: 2,
    title: "A share is not the one that was made",
    hint: "Somebody changed or copied the sheet that is named. Lay it aside as evidence and bring another holder's.",
  },
  CUSTODY_SECRET_WRONG: {
    http: 422,
    exit: 2,
    title: "The shares combine to a wrong key",
    hint: "At least one share is not the one that was made. Check each against the commitments on any sheet, or try other sheets.",
  },
  CUSTODY_MANIFEST_UNFIT: {
    http: 422,
    exit: 2,
    title: "The public list of a split's shares contradicts itself or the key",
    hint: "Take the list from the log, where a quorum has signed it, and compare it with the commitments on the sheets.",
  },
  CUSTODY_SPLIT_IMPOSSIBLE: {
    http: 500,
    exit: 3,
    title: "A key cannot be split as it was asked",
    hint: "A split has 2 to 255 shares, needs at least two of them, and each share is 33 bytes with a number of its own.",
  },
  CUSTODY_KIT_BLOCKS_MIXED: {
    http: 422,
    exit: 2,
    title: "The scanned pages are of more than one kit",
    hint: "Lay aside the pages whose kit id or vault differs; both are printed at the top of each page.",
  },
  CUSTODY_KIT_BLOCKS_MISSING: {
    http: 409,
    exit: 1,
    title: "Blocks of the kit are missing or damaged",
    hint: "Scan the blocks that are named again; each page says which blocks it holds.",
  },
  CUSTODY_KIT_CHANGED: {
    http: 422,
    exit: 2,
    title: "The kit is not the one that was printed",
    hint: "All blocks are there but the whole has another SHA-256 than its pages name. Take another copy of the kit.",
  },
  CUSTODY_KIT_IMPOSSIBLE: {
    http: 500,
    exit: 3,
    title: "A kit cannot be printed as it was asked",
    hint: "A kit id is 8 bytes, a block holds 1 to 600 bytes, and a kit has 1 to 65,535 blocks.",
  },
  CUSTODY_KIT_UNREADABLE: {
    http: 422,
    exit: 1,
    title: "What the kit's age file holds is not a kit",
    hint: "Check that it is the kit.age of this vault, whole: compare its SHA-256 with the pages or the register of copies.",
  },
  CUSTODY_KIT_OTHER: {
    http: 409,
    exit: 1,
    title: "These things are not of one kit",
    hint: "Compare kit id, vault and deployment on the sheets, the manifest and the kit file; take those of the newest kit.",
  },
  CUSTODY_KIT_NO_ITEM: {
    http: 404,
    exit: 1,
    title: "The kit has nothing of this account",
    hint: "List the kit's accounts without --account. An older copy may lack accounts that were taken in later.",
  },
});
