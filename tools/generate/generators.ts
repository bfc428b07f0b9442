import { actionIndex } from "./action-index.ts";
import { checkPages } from "./check-pages.ts";
import { cliPage } from "./cli-page.ts";
import { courierPolicy } from "./courier-policy.ts";
import { errorIndex } from "./error-index.ts";
import { escalationPages } from "./escalation-pages.ts";
import { gapPages } from "./gap-pages.ts";
import { iamCatalogue } from "./iam-catalogue.ts";
import type { Generator } from "./generator.ts";
import { readmeSections } from "./readme-sections.ts";
import { registries } from "./registries.ts";
import { writingActions } from "./writing-actions.ts";

/** Everything `npm run gen` makes; the registries first, because pages are made from them. */
export const generators: readonly Generator[] = [
  actionIndex,
  writingActions,
  iamCatalogue,
  ...registries,
  errorIndex,
  checkPages,
  gapPages,
  escalationPages,
  cliPage,
  courierPolicy,
  readmeSections,
];
