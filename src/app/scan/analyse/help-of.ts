/** Address of a check's page. */
export function helpOf(id: string): string {
  return `https://github.com/rootward/rootward/blob/main/docs/checks/${id}.md`;
}
