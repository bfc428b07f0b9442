/** The name under which the engine speaks of the document that is mended. */
export const documentName = "the document";
