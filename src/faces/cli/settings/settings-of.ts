import type { CommandSpec } from "../command.ts";
import type { Setting } from "./setting.ts";
import { settings } from "./settings.ts";

/** The settings that a command takes as flags. Where its own --config names another kind of file, ours is left out. */
export function settingsOf({ groups, hasOwnConfig }: Pick<CommandSpec, "groups" | "hasOwnConfig">): readonly Setting[] {
  const taken = settings.filter(({ group }) => group === "global" || groups.includes(group));
  return hasOwnConfig === true ? taken.filter(({ key }) => key !== "config") : taken;
}
