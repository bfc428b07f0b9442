import { defineConfig } from "vitest/config";

const slow = process.env["ROOTWARD_TEST_SLOW"] === "1";

export default defineConfig({
  test: {
    include: slow ? ["{src,test}/**/*.slow.test.ts"] : ["{src,test,tools}/**/*.test.ts"],
    exclude: slow ? ["node_modules/**"] : ["node_modules/**", "**/*.slow.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: "forks",
    // One core is left free otherwise, which is half of the two that CI has.
    maxWorkers: "100%",
  },
});
