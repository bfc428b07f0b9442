import { accountEntrySchema, type AccountEntry } from "../file/account-entry.ts";
import type { OuEntry } from "../file/organization-entry.ts";
import type { OrganizationFile } from "../organization-file.ts";
import { generatedPrincipals } from "./generated-principals.ts";

const firstId = 500_000_000_001;
const shapes = 8;

/**
 * The accounts of the file's `generate` block, one at a time, besides the ones written out. Equal file and seed give
 * equal accounts; shares of the mix are met to within one account. Principals are shared between accounts.
 */
export function* generateAccounts(file: OrganizationFile): Generator<readonly [id: string, entry: AccountEntry]> {
  const block = file.generate;
  if (block === undefined) return;
  const { mix } = block;
  const ous = block.ous ?? leafOus(file.ous);
  const management = Object.values(file.accounts).find((account) => account.role === "management");
  const domain = management?.email.split("@")[1] ?? "corp.example";
  const random = mulberry(block.seed);
  const noPassword = chosen(block.accounts, mix.noPassword, random);
  const noMfa = chosen(block.accounts, mix.noMfa, random);
  const rootKey = chosen(block.accounts, mix.rootKey, random);
  const sharedMailbox = chosen(block.accounts, mix.sharedMailbox, random);
  const sharedPhone = chosen(block.accounts, mix.sharedPhone, random);
  const security = chosen(block.accounts, mix.securityContact, random);
  const principals = Array.from({ length: shapes }, (_, shape) => generatedPrincipals(block, shape));
  const nothing = accountEntrySchema.parse({ email: "a@b.c", root: "none" });
  let next = firstId;
  for (let index = 0; index < block.accounts; index += 1) {
    while (file.accounts[String(next)] !== undefined) next += 1;
    const id = String(next);
    next += 1;
    const ou = ous.length === 0 ? undefined : ous[index % ous.length];
    const created = new Date(Date.UTC(2020, 0, 1 + Math.floor(random() * 2000))).toISOString().slice(0, 10);
    const hasPassword = !noPassword.has(index);
    const root = {
      password: hasPassword ? { changed: created } : null,
      mfa:
        noMfa.has(index) || !hasPassword ? [] : [{ kind: random() < 0.5 ? ("virtual" as const) : ("fido" as const) }],
      keys: rootKey.has(index) ? [{ active: true, created }] : [],
      certs: [],
    };
    const entry: AccountEntry = {
      ...nothing,
      name: `generated-${index + 1}`,
      email: sharedMailbox.has(index) ? `aws-root+${id}@${domain}` : `root-${id}@${domain}`,
      ...(ou === undefined ? {} : { ou }),
      created,
      joined: index % 10 === 9 ? "INVITED" : "CREATED",
      root,
      ...(sharedPhone.has(index)
        ? {}
        : { contact: { phone: `+1 555 ${1_000_000 + index}`, verification: "VERIFIED" as const } }),
      alternate: security.has(index) ? { security: `security@${domain}` } : {},
      principals: principals[Math.floor(random() * shapes)] ?? [],
      oidcProviders: ["token.actions.githubusercontent.com"],
    };
    yield [id, entry];
  }
}

function leafOus(nodes: Readonly<Record<string, OuEntry>>): readonly string[] {
  return Object.entries(nodes).flatMap(([id, node]) => {
    const below = leafOus(node.children ?? {});
    return below.length === 0 ? [id] : below;
  });
}

/** Picks `share` of the indexes 0..count-1. */
function chosen(count: number, share: number, random: () => number): ReadonlySet<number> {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const wanted = Math.round(count * share);
  for (let index = 0; index < wanted; index += 1) {
    const other = index + Math.floor(random() * (count - index));
    const [a = 0, b = 0] = [indexes[index], indexes[other]];
    indexes[index] = b;
    indexes[other] = a;
  }
  return new Set(indexes.slice(0, wanted));
}

/** Mulberry32: small, fast, the same everywhere. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
