import { describe, it } from "vitest";
import { historicPolicies } from "../../iam/prove/historic-policies-for-test.ts";
import { expectFixed } from "./historic-fixes-for-test.ts";

describe("every published policy of AWS, fixed", () => {
  it.each(Object.keys(historicPolicies).flatMap((id) => [[id, false] as const, [id, true] as const]))(
    "%s, beside an administrator %s: nothing but enrolling passes without MFA, nothing is lost with it",
    (id, isBesideAdmin) => void expectFixed(id, isBesideAdmin),
  );

  it.each(Object.keys(historicPolicies))(
    "%s, strict: not even enrolling passes",
    (id) => void expectFixed(id, false, true),
  );
});
