import { expect, it } from "vitest";
import { playTrial } from "./kill-trial.ts";

it(
  "1,000 imports and 20 uses with codes lose nothing to a kill every few seconds",
  { timeout: 3_600_000 },
  async ({ annotate }) => {
    const said = await playTrial({
      accounts: 1000,
      uses: 20,
      withCodes: true,
      duringImport: { least: 100, most: 2500, kills: 1000 },
      duringUses: { least: 500, most: 15_000, kills: 1000 },
    });
    console.log(said);
    await annotate(said);
    expect(said).toMatch(/kills/);
  },
);
