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
  if (isMap(block)) {
    for (const { key } of block.items) {
      const baseline = baselines.find(({ account }) => isScalar(key) && account === key.value);
      if (!isScalar(key) || baseline === undefined) continue;
      // Account ids are text: bare digits would be read as a number.
      key.type = "QUOTE_DOUBLE";
      const sharing = baseline.phoneSharedWith;
      if (sharing.length > 0) key.commentBefore = sharedText(sharing);
    }
  }
  return document.toString({ lineWidth: 0 });
}

function sharedText(sharing: readonly string[]): string {
  const few = sharing.slice(0, 3).join(", ");
  const more = sharing.length > 3 ? ` and ${sharing.length - 3} more` : "";
  return ` This phone also serves ${few}${more}: give the account one of its own first, then declare that.`;
}
