import { inspect } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyOrganization } from "./any-organization.ts";
import { compare } from "./contradictions.ts";

const seed = Number(process.env["ROOTWARD_TEST_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const runs = 300;

test(`${runs} random organizations, executed (seed ${seed})`, { timeout: 3_600_000 }, async () => {
  const ended = { root: 0, refused: 0 };
  const found: unknown[] = [];
  for (const [nth, organization] of fc.sample(anyOrganization, { seed, numRuns: runs }).entries()) {
    const { contradictions, ended: more } = await compare(organization, { sets: 8, lacking: 5, largest: 4 });
    ended.root += more.root;
    ended.refused += more.refused;
    for (const one of contradictions) found.push({ nth, ...one });
    if (contradictions.length > 0) found.push(organization);
  }
  process.stdout.write(`seed ${seed}: ${ended.root} attacks ended as root, ${ended.refused} were refused\n`);
  if (found.length > 0) process.stdout.write(`${inspect(found, { depth: null, maxArrayLength: null })}\n`);
  expect(found).toHaveLength(0);
});
