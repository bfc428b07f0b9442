/** The name of the const that a file exports: `root-mfa` gives `rootMfa`. */
export function constOf(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
