/** The flag that leads past the gate. */
export const doorOption = {
  flags: "--broker <HOST:PORT>",
  help: "the broker's own door, past the gate; used by itself when the gate does not answer",
} as const;
