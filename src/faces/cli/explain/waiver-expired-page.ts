/** The finding that a waiver's end adds, as a page of the form of a check's. */
export function waiverExpiredPage(): string {
  return [
    "# waiver-expired",
    "",
    "**The waiver of an accepted finding has not run out.** Severity medium; added wherever a waiver in `rootward-waivers.yaml` is past its `expires`.",
    "",
    "## Why",
    "",
    "A risk was accepted for a time that is over. The finding counts again, and nobody has said yet whether it still has to be borne.",
    "",
    "## Fix",
    "",
    "Fix the finding and delete the waiver, or renew it with a new reason and date, at most 365 days ahead. This finding itself cannot be waived.",
    "",
    "## Reads",
    "",
    "`rootward-waivers.yaml` (or the file of `--waivers`) and the day of judgement.",
    "",
  ].join("\n");
}
