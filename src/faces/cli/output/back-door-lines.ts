import type { BackDoor, BackDoors } from "../../../app/policy/admins/back-doors.ts";

/** What may outlive an incident, line by line. */
export function backDoorLines({ since, younger, undated, alsoLookFor, unread }: BackDoors): readonly string[] {
  const day = since.endsWith("T00:00:00.000Z") ? since.slice(0, 10) : since;
  const lines = [
    younger.length === 0 ? `nothing that has a date was made since ${day}` : `made since ${day}:`,
    ...younger.map((door) => `   ${door.at ?? ""}  ${doorText(door)}`),
  ];
  if (undated.length > 0) lines.push("AWS holds no date of:", ...undated.map((door) => `   ${doorText(door)}`));
  lines.push("changes that leave no date; look for their events in CloudTrail:");
  lines.push(...alsoLookFor.map(({ what, events }) => `   ${what}: ${events.join(", ")}`));
  lines.push(...unread.map(({ account, what }) => `${account}: not known: ${what}`));
  return lines;
}

function doorText({ arn, what, events, admin }: BackDoor): string {
  const worth = admin === null ? "" : admin === "certain" ? ", administrator" : ", perhaps administrator";
  return `${arn}: ${what}${worth} (${events.join(", ")})`;
}
