import { Document, isMap, isScalar } from "yaml";
import type { ContactBaseline } from "../../domain/guards/contact-baseline.ts";

const head = [
  " CONFIDENTIAL: contact data of root users, as AWS has it now.",
  "",
  " To review and correct, then to be taken into rootward-inventory.yaml: from then on every difference from it is a",
  " finding (contact-primary-baseline). Nothing here changes AWS.",
].join("\n");

/** `contact-baseline.yaml`: a `declared.contact` block for the inventory, with a comment where a phone is shared. */
export function contactBaselineYaml(baselines: readonly ContactBaseline[]): string {
  const contact = Object.fromEntries(baselines.map(({ account, fields }) => [account, fields]));
  const document = new Document({ declared: { contact } });
  document.commentBefore = head;
  const block: unknown = document.getIn(["declared", "contact"]);
  const byAccount = new Map(baselines.map((baseline) => [baseline.account, baseline]));
  for (const { key } of isMap(block) ? block.items : []) {
    const baseline = isScalar(key) ? byAccount.get(String(key.value)) : undefined;
    if (!isScalar(key) || baseline === undefined) continue;
    // Account ids are text: bare digits would be read as a number.
    key.type = "QUOTE_DOUBLE";
    if (baseline.phoneShared.count > 0) key.commentBefore = sharedText(baseline.phoneShared);
  }
  return document.toString({ lineWidth: 0 });
}

function sharedText({ count, first }: ContactBaseline["phoneShared"]): string {
  const more = count > first.length ? ` and ${count - first.length} more` : "";
  return ` This phone also serves ${first.join(", ")}${more}: give the account one of its own first, then declare that.`;
}
