const pages = new Map<string, string>();

/** Address of a check's page; one text per id, however many findings carry it. */
export function helpOf(id: string): string {
  const page = pages.get(id) ?? `https://github.com/rootward/rootward/blob/main/docs/checks/${id}.md`;
  pages.set(id, page);
  return page;
}
