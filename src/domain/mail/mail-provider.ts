/** Mail providers by the suffix of their MX hosts. Source: the providers' own set-up pages. */
const suffixes: readonly (readonly [suffix: string, provider: string])[] = [
  ["google.com", "Google"],
  ["googlemail.com", "Google"],
  ["psmtp.com", "Google"],
  ["mail.protection.outlook.com", "Microsoft 365"],
  ["mx.microsoft", "Microsoft 365"],
  ["olc.protection.outlook.com", "Outlook.com"],
  ["amazonaws.com", "Amazon SES or WorkMail"],
  ["awsapps.com", "Amazon SES or WorkMail"],
  ["icloud.com", "iCloud"],
  ["messagingengine.com", "Fastmail"],
  ["protonmail.ch", "Proton"],
  ["zoho.com", "Zoho"],
  ["zoho.eu", "Zoho"],
  ["zoho.in", "Zoho"],
  ["yandex.net", "Yandex"],
  ["yahoodns.net", "Yahoo"],
  ["mimecast.com", "Mimecast"],
  ["mimecast.co.za", "Mimecast"],
  ["pphosted.com", "Proofpoint"],
  ["ppe-hosted.com", "Proofpoint"],
  ["iphmx.com", "Cisco"],
  ["barracudanetworks.com", "Barracuda"],
  ["messagelabs.com", "Symantec"],
  ["mailcontrol.com", "Forcepoint"],
  ["trendmicro.com", "Trend Micro"],
  ["trendmicro.eu", "Trend Micro"],
  ["mx.cloudflare.net", "Cloudflare"],
  ["mailgun.org", "Mailgun"],
  ["sendgrid.net", "SendGrid"],
  ["mailbox.org", "mailbox.org"],
  ["posteo.de", "Posteo"],
  ["migadu.com", "Migadu"],
  ["secureserver.net", "GoDaddy"],
  ["emailsrvr.com", "Rackspace"],
  ["ionos.com", "IONOS"],
  ["ionos.de", "IONOS"],
  ["kundenserver.de", "IONOS"],
  ["ovh.net", "OVH"],
  ["gandi.net", "Gandi"],
  ["registrar-servers.com", "Namecheap"],
  ["privateemail.com", "Namecheap"],
  ["hostedemail.com", "OpenSRS"],
  ["qq.com", "Tencent"],
  ["mxhichina.com", "Alibaba"],
];

/** The provider that all hosts belong to, by MX suffix; `null` when one is unknown or they differ. */
export function mailProvider(hosts: readonly string[]): string | null {
  const found = new Set(hosts.map(providerOf));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

function providerOf(host: string): string | null {
  const name = host.toLowerCase().replace(/\.$/, "");
  // The longest suffix decides: `olc.protection.outlook.com` is not Microsoft 365.
  let best: readonly [string, string] | null = null;
  for (const row of suffixes) {
    if (name !== row[0] && !name.endsWith(`.${row[0]}`)) continue;
    if (best === null || row[0].length > best[0].length) best = row;
  }
  return best?.[1] ?? null;
}
