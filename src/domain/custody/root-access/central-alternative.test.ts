import { describe, expect, it } from "vitest";
import { rootTasks } from "../../root-tasks/root-tasks.ts";
import { purposes } from "../documents/request-document.ts";
import { centralAlternative } from "./central-alternative.ts";

const commandsOf = (purpose: (typeof purposes)[number]) =>
  centralAlternative(purpose, { isMember: true })?.ways.map(({ command }) => command) ?? null;

describe("what to try before root is used", () => {
  it("is a central task where there is one, and nothing where only root can", () => {
    expect(Object.fromEntries(purposes.map((purpose) => [purpose, commandsOf(purpose)]))).toEqual({
      lockout: null,
      policy: [null],
      "close-account": [null],
      "bucket-policy": ["rootward root-access unlock-bucket", "rootward root-access unlock-queue"],
      "mfa-restore": ["rootward root-access delete-credentials"],
      billing: null,
      drill: null,
      other: null,
    });
  });

  it("says how in the words of the root task", () => {
    const how = centralAlternative("close-account", { isMember: true })?.ways[0]?.how;
    expect(how).toBe(rootTasks.find(({ id }) => id === "close-account")?.central?.how);
    expect(how).toContain("organizations:CloseAccount");
  });

  it("is nothing in a management or stand-alone account, which nobody reaches centrally", () => {
    for (const purpose of purposes) expect(centralAlternative(purpose, { isMember: false })).toBeNull();
  });
});
