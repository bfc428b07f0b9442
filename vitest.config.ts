import { defineConfig } from "vitest/config";

const slow = process.env["ROOTWARD_TEST_SLOW"] === "1";

export default defineConfig({
  test: {
    include: slow ? ["{src,test}/**/*.slow.test.ts"] : ["{src,test,tools}/**/*.test.ts"],
    exclude: slow ? ["node_modules/**"] : ["node_modules/**", "**/*.slow.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
  },
});
