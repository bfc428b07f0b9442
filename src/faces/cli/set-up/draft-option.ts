/** Where the draft is when --draft does not say. */
export const defaultDraft = "custody/draft";

/** The flag that names the draft. */
export const draftOption = {
  flags: "--draft <DIR>",
  help: `the draft that custody init made (default: ./${defaultDraft})`,
} as const;
