import * as fc from "fast-check";

// The same random inputs at every run, so that a green commit stays green; `npm run test:slow` draws a new seed each time
// and prints it.
const slow = process.env["ROOTWARD_TEST_SLOW"] === "1";
fc.configureGlobal({ seed: slow ? Number(process.env["ROOTWARD_TEST_SEED"] ?? 1) : 20_261_121 });
