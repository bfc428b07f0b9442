import { factOf, isSeen } from "../../core/fact.ts";
import type { AccountView } from "../account-view.ts";
import type { Judgement } from "../check.ts";
import { evidence } from "../read/evidence.ts";
import { fail, pass, unseenFact } from "../read/judgement.ts";
import { rootMailDomain } from "./root-mailbox.ts";

/** Judges a DNS publication of the root mailbox's domain: present and valid, or not. */
export function judgePublished(view: AccountView, record: "tlsRpt" | "dane" | "dnssec", name: string): Judgement {
  const resource = "root-mailbox";
  const domain = rootMailDomain(view);
  if (!isSeen(domain)) return unseenFact(resource, domain, "--mail");
  const fact = factOf(domain.value[record]);
  if (!isSeen(fact)) return unseenFact(resource, fact, `${name} lookup of ${domain.value.domain}`);
  const shown = [evidence(`${name} of ${domain.value.domain}`, fact.value.status, fact)];
  return fact.value.status === "valid" ? pass(resource, shown) : fail(resource, shown);
}
