import type { Rule } from "./rule.ts";
import { alternativeFactors } from "./rules/alternative-factors.ts";
import { centralContactWrite } from "./rules/central-contact-write.ts";
import { centralMfaRemoval } from "./rules/central-mfa-removal.ts";
import { centralPrincipals } from "./rules/central-principals.ts";
import { centralRecovery } from "./rules/central-recovery.ts";
import { emailMove } from "./rules/email-move.ts";
import { keptCredentials } from "./rules/kept-credentials.ts";
import { localContactWrite } from "./rules/local-contact-write.ts";
import { mailboxAccess } from "./rules/mailbox-access.ts";
import { outsideGuards } from "./rules/outside-guards.ts";
import { ownPhone } from "./rules/own-phone.ts";
import { passwordAlone } from "./rules/password-alone.ts";
import { passwordAndFactor } from "./rules/password-and-factor.ts";
import { passwordByMail } from "./rules/password-by-mail.ts";
import { recoveredPassword } from "./rules/recovered-password.ts";
import { rootAccessKey } from "./rules/root-access-key.ts";
import { signInWall } from "./rules/sign-in-wall.ts";
import { supportPersuaded } from "./rules/support-persuaded.ts";
import { unlockTasks } from "./rules/unlock-tasks.ts";
import { x509Key } from "./rules/x509-key.ts";

/** Every rule, by number. */
export const takeoverRules: readonly Rule[] = [
  passwordAndFactor,
  passwordAlone,
  alternativeFactors,
  passwordByMail,
  ownPhone,
  localContactWrite,
  centralContactWrite,
  emailMove,
  centralRecovery,
  recoveredPassword,
  centralMfaRemoval,
  mailboxAccess,
  signInWall,
  rootAccessKey,
  x509Key,
  supportPersuaded,
  outsideGuards,
  centralPrincipals,
  unlockTasks,
  keptCredentials,
];

/** Rules that no change can cut: told apart, never in a path. */
export const notCuttable: readonly { readonly rule: string; readonly title: string }[] = [
  { rule: supportPersuaded.id, title: supportPersuaded.title },
];
