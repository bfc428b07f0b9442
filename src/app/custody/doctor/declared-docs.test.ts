import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDeclared } from "../../declared/read-declared.ts";
import { custodyAnswerErrors } from "./errors.ts";
import { judgeDisjointness } from "../../../domain/custody/kits/disjointness/judge-disjointness.ts";
import {
  type DeclaredCustody,
  declaredCustodySchema,
  declaredDependencies,
  declaredHoldings,
} from "../../../domain/custody/readiness/declared-custody.ts";
import { dependencyLoops } from "../../../domain/custody/readiness/dependency-loops.ts";

const page = readFileSync(new URL("../../../../docs/formats/custody-declared.md", import.meta.url), "utf8");
const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];

describe("the page about the custody file", () => {
  it("has an example that reads, holds no loop, and keeps both vaults apart", () => {
    const declared: DeclaredCustody = readDeclared(
      example,
      "rootward-custody.yaml",
      declaredCustodySchema,
      custodyAnswerErrors.CUSTODY_DECLARED_MALFORMED,
    );
    expect(dependencyLoops(declaredDependencies(declared) ?? [])).toEqual([]);
    const kits = (["P", "S"] as const).map((vault) => ({ vault, threshold: 2, total: 3 }));
    const holdings = declaredHoldings(declared, kits, []);
    expect(holdings === null ? null : judgeDisjointness(holdings)).toMatchObject({ status: "pass" });
  });
});
