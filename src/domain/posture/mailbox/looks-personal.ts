/** Words of role addresses: one of them and the name is not taken for a person's. */
const roleWords: ReadonlySet<string> = new Set(
  (
    "account accounts admin administration administrator admins alert alerts api app apps architecture audit aws azure " +
    "backup billing board breakglass business central ci cloud cloudops company compliance contact contacts core corp " +
    "corporate customer data db demo dept dev development devops devsecops dns domain domains email emergency " +
    "engineering enterprise env finance gcp global group groups help helpdesk hello home host hosting hr iam info infra " +
    "infrastructure infosec internal invoice invoices it lab lab1 landing legal live log logging logs mail main " +
    "management manager master mfa mgmt monitoring netops network noc noreply office online ops operations org " +
    "organization owner owners payer payment payments platform portal postmaster primary prod production project " +
    "projects purchase root sales sandbox sec secops secure security server service services shared site soc sre " +
    "staging stage support sys sysadmin system systems task team teams tech technical technology test testing tooling " +
    "tools uat user users vault vendor web webmaster workload zone"
  ).split(" "),
);

/** Frequent given names, for addresses of one word. */
const givenNames: ReadonlySet<string> = new Set(
  (
    "adam alan alex alexander ali alice amanda amy ana andrea andreas andrew andy angela ann anna anne anthony antonio " +
    "barbara ben bernd bill bob brian carl carlos carol caroline charles chris christian christine christopher claire " +
    "claudia dan daniel dave david deborah diana elena elizabeth emily emma eric eva fatima felix francesco frank fred " +
    "gary george greg hans heidi helen henry ian ines ingrid jack jacob james jan jane jason jean jeff jennifer jenny " +
    "jessica jim joan joe johan john jonas jonathan jorge jose joseph josh juan julia julie karen karl kate kevin kim " +
    "klaus lars laura lea leo linda lisa louis lucas luis luke marc marco margaret maria mario mark markus martin mary " +
    "matt matthew max mehmet michael michelle miguel mike mohamed mohammed monica natalie nick nicole nina olaf oliver " +
    "pablo patricia paul pedro peter petra philip pierre priya rachel raj ralf rebecca richard rob robert roberto " +
    "ryan sam samuel sandra sara sarah scott sebastian sofia sophie stefan stefanie stephen steve steven susan " +
    "sven thomas tim tom tony ulrich ursula uwe victor wei william wolfgang yuki"
  ).split(" "),
);

/**
 * True when the local part of an address looks like a person's: `jane`, `jane.doe`, `j_doe`. A guess, made only when no
 * word of it is a role's and no digit stands in it.
 */
export function looksPersonal(local: string): boolean {
  const bare = local.toLowerCase().split("+")[0] ?? "";
  const words = bare.split(/[._-]/).filter((word) => word !== "");
  if (words.length === 0 || words.some((word) => roleWords.has(word) || !/^\p{L}+$/u.test(word))) return false;
  if (words.some((word) => givenNames.has(word))) return true;
  const [first, second] = words;
  return words.length === 2 && first?.length === 1 && second !== undefined && second.length > 2;
}
