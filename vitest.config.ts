import { defineConfig } from "vitest/config";

const slow = process.env["ROOTWARD_TEST_SLOW"] === "1";
const tests = slow ? "*.slow.test.ts" : "*.test.ts";
const pure = `src/domain/**/${tests}`;

export default defineConfig({
  test: {
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: "forks",
    // One core is left free otherwise, which is half of the two that CI has.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "house",
          include: [`{src,test,tools}/**/${tests}`],
          exclude: ["node_modules/**", pure, ...(slow ? [] : ["**/*.slow.test.ts"])],
        },
      },
      {
        extends: true,
        // Pure code has nothing that one file could leave to the next: no environment, no clock, no state on import. A
        // process for each file, and every import once more, took more than half of the work.
        test: {
          name: "pure",
          isolate: false,
          include: [pure],
          exclude: ["node_modules/**", ...(slow ? [] : ["**/*.slow.test.ts"])],
        },
      },
    ],
  },
});
