import { isSeen } from "../../../domain/core/fact.ts";
import { instantOfMillis } from "../../../domain/core/instant.ts";
import type { MailFacts } from "../../../domain/snapshot/mail-facts.ts";
import type { Snapshot } from "../../../domain/snapshot/snapshot.ts";
import type { Invocation } from "../command.ts";
import { progressLine } from "../progress-line.ts";

/** Looks at the mail transport of every root mailbox of a snapshot (DNS, port 25, HTTPS, RDAP). */
export async function probeSnapshotMail({ io, settings }: Invocation, snapshot: Snapshot): Promise<MailFacts> {
  const { probeMail } = await import("../../../app/scan/probe-mail.ts");
  const { readRdapServers } = await import("../../../app/scan/read-rdap-servers.ts");
  const { mailResolver } = await import("../../../world/dns/resolver.ts");
  const { rdapGet } = await import("../../../world/dns/rdap-get.ts");
  const { registrableDomain } = await import("../../../world/dns/registrable-domain.ts");
  const { httpsGet } = await import("../../../world/mail/https-get.ts");
  const { probeStarttls } = await import("../../../world/mail/probe-starttls.ts");
  const line = progressLine(io, settings);
  const dns = mailResolver();
  const rdap = rdapGet();
  const addresses = snapshot.accounts.flatMap(({ email }) => (isSeen(email) ? [email.value] : []));
  try {
    return await probeMail({
      dns,
      rdap,
      rdapServers: readRdapServers(rdap),
      starttls: probeStarttls({ resolve: dns.addresses }),
      policy: httpsGet({ resolve: dns.addresses }),
      registrable: registrableDomain,
      now: () => instantOfMillis(io.now()),
    })({ addresses, onDomain: (done, total) => line.show(`mail domains ${done}/${total}`) });
  } finally {
    line.end();
  }
}
