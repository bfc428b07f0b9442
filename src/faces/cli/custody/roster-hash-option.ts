/** The flag that pins a roster for an identity that has seen none. */
export const rosterHashOption = {
  flags: "--roster <HASH>",
  help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
} as const;
