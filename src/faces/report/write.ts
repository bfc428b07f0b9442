/** Takes the next piece of a report; a writer calls it in order and keeps nothing. */
export type Write = (chunk: string) => void;
