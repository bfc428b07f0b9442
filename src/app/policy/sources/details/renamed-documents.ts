import type { Layer, NamedPolicy } from "../../../../domain/iam/decide/question.ts";
import type { Principal } from "../../../../domain/iam/principals/principal.ts";
import type { DetailAccount } from "./detail-accounts.ts";
import type { Shelved } from "./detail-documents.ts";

/** Gives the documents of a principal the names that they have in the file, where two would have the same. */
export function renamedDocuments(
  shelved: readonly Shelved[],
  accounts: readonly DetailAccount[],
): (principal: Principal) => Principal {
  const names = new Map<string, string>();
  const byDocument = new Map<unknown, string>();
  for (const { slot, name, is } of shelved) {
    if (is.status === "read") byDocument.set(is.document.json, name);
    if (name === slot.name) continue;
    names.set(`${slot.carrier}\n${slot.name}`, name);
    // Of a group, which no principal's ARN names.
    names.set(`${slot.carrier.split(":")[4] ?? ""}\n${slot.name}`, name);
  }
  if (names.size === 0) return (principal) => principal;
  for (const { account, details } of accounts) {
    for (const { Arn, PolicyVersionList } of details.Policies) {
      const current = PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion);
      const name = byDocument.get(current?.Document);
      if (name !== undefined) names.set(`${account}\n${Arn}`, name);
    }
  }
  return (principal) => {
    const { arn, account, identity, boundary, trust } = principal;
    const rename = (each: NamedPolicy): NamedPolicy => {
      const name = names.get(`${arn}\n${each.name}`) ?? names.get(`${account}\n${each.name}`);
      return name === undefined ? each : { ...each, name };
    };
    const layer = (of: Layer): Layer => ("unknown" in of ? of : of.map((each) => rename(each)));
    return {
      ...principal,
      identity: layer(identity),
      ...(boundary === undefined ? {} : { boundary: layer(boundary) }),
      ...(trust === undefined ? {} : { trust: "unknown" in trust ? trust : rename(trust) }),
    };
  };
}
