/** The flag that names the roster which everything is held against. */
export const rosterOption = {
  flags: "--roster <HASH>",
  help: "hash of the first roster, or of any later one: once, for an identity that has seen none",
} as const;

/** The flag that leads past the gate. */
export const doorOption = {
  flags: "--broker <HOST:PORT>",
  help: "the broker's own door, past the gate; used by itself when the gate does not answer",
} as const;
