import { actionIndex } from "./action-index.ts";
import { checkPages } from "./check-pages.ts";
import { checkRegistry } from "./check-registry.ts";
import { cliPage } from "./cli-page.ts";
import { errorIndex } from "./error-index.ts";
import { escalationPages } from "./escalation-pages.ts";
import { escalationRegistry } from "./escalation-registry.ts";
import { gapPages } from "./gap-pages.ts";
import { gapRegistry } from "./gap-registry.ts";
import { iamCatalogue } from "./iam-catalogue.ts";
import type { Generator } from "./generator.ts";
import { readmeSections } from "./readme-sections.ts";
import { writingActions } from "./writing-actions.ts";

/** Everything `npm run gen` makes; the registries first, because pages are made from them. */
export const generators: readonly Generator[] = [
  actionIndex,
  writingActions,
  iamCatalogue,
  checkRegistry,
  escalationRegistry,
  gapRegistry,
  errorIndex,
  checkPages,
  gapPages,
  escalationPages,
  cliPage,
  readmeSections,
];
