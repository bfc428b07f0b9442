import type { CustodyFacts } from "./custody-facts.ts";
import { finding, type ReadinessFinding, well } from "./custody-finding.ts";
import { dependencyLoops } from "./dependency-loops.ts";

/** Processes, clocks, witnesses, notices, items, and what custody itself depends on. */
export function serverFindings(facts: CustodyFacts): readonly ReadinessFinding[] {
  return [
    ...modes(facts),
    ...clock(facts),
    ...hosts(facts),
    ...witnesses(facts),
    ...routes(facts),
    ...items(facts),
    ...loops(facts),
  ];
}

type Finder = (facts: CustodyFacts) => readonly ReadinessFinding[];

const modes: Finder = ({ policy, roster }) => [
  ...(policy.solo
    ? [
        finding(
          "solo",
          "warn",
          "one person alone: no dual control; root on this host defeats the separation of the vaults",
          "Find a second custodian and let the roster and the release policy name both.",
        ),
      ]
    : []),
  ...(roster.separation === "none"
    ? [
        finding(
          "rehearsal",
          "warn",
          "a rehearsal: one user runs both processes",
          "Practise here; set up the real deployment anew.",
        ),
      ]
    : []),
];

const clock: Finder = ({ clock: told }) => {
  if (told === null)
    return [
      finding("clock-skew", "unknown", "the broker's clock could not be asked about", "Run it where the gate answers."),
    ];
  if (told.state === "wrong")
    return [
      finding(
        "clock-skew",
        "red",
        `the broker's clock is ${told.skewMs} ms off: it gives no codes`,
        "Set the clock, or let a quorum sign a clock offset.",
      ),
    ];
  if (told.state === "unknown")
    return [
      finding(
        "clock-skew",
        "unknown",
        "no time source answers the broker",
        "Configure several: clock.ntp and clock.https in broker.json.",
      ),
    ];
  return Math.abs(told.skewMs) > 2000
    ? [finding("clock-skew", "warn", `the broker's clock is ${told.skewMs} ms off`, "Set it before it is 10 s.")]
    : [well("clock-skew", `the broker's clock is ${told.skewMs} ms off`)];
};

const hosts: Finder = ({ hosts: told }) => {
  if (told === null)
    return [
      finding(
        "one-host",
        "unknown",
        "where gate and broker run is not known here",
        "Run it where both configurations are.",
      ),
    ];
  return told.gate === told.broker
    ? [
        finding(
          "one-host",
          "warn",
          `both vaults are on ${told.gate}: whoever is root there defeats their separation`,
          "Move the broker to a host of its own.",
        ),
      ]
    : [well("one-host", "gate and broker run on two hosts")];
};

const witnesses: Finder = ({ offHostWitnesses }) => {
  if (offHostWitnesses === null)
    return [
      finding(
        "no-witness",
        "unknown",
        "which witnesses are configured is not known here",
        "Run it where both configurations are.",
      ),
    ];
  return offHostWitnesses === 0
    ? [
        finding(
          "no-witness",
          "red",
          "no witness or anchor on another host: a restored snapshot of this one would not be noticed",
          "Run rootward witness elsewhere and name it in both configurations.",
        ),
      ]
    : [well("no-witness", `${offHostWitnesses} witnesses or anchors on other hosts`)];
};

const routes: Finder = ({ noticeRoutes }) => {
  if (noticeRoutes === null)
    return [
      finding(
        "notice-routes",
        "unknown",
        "which notification routes are configured is not known here",
        "Run it where gate.json is.",
      ),
    ];
  return noticeRoutes < 2
    ? [
        finding(
          "notice-routes",
          "red",
          `${noticeRoutes} notification routes: one outage and nobody hears of a request`,
          "Configure two of different kinds, and try them with notify test.",
        ),
      ]
    : [well("notice-routes", `${noticeRoutes} notification routes`)];
};

const items: Finder = ({ accounts }) => {
  const unproven = accounts.filter(({ isProven }) => isProven === false).map(({ account }) => account);
  const elsewhere = accounts.filter(({ flags }) => flags.includes("copies-elsewhere")).map(({ account }) => account);
  const oneFactor = accounts
    .filter(({ flags }) => flags.some((flag) => flag.startsWith("one-factor")))
    .map(({ account }) => account);
  const due = accounts
    .filter(({ flags }) => flags.includes("rotation-due") || flags.includes("rotation_due"))
    .map(({ account }) => account);
  const said = [
    ...listed(
      "never-proven",
      "warn",
      unproven,
      "seeds were never proven: AWS may not know them",
      "A device that was just enrolled: rootward vault verify --aws. Others: sign in with a released code, in a drill, and attest it with rootward vault verify --signed-in.",
    ),
    ...listed(
      "copies-elsewhere",
      "warn",
      elsewhere,
      "imported items may have other copies",
      "Destroy them and attest it, or enrol the device anew.",
    ),
    ...listed("one-factor", "red", oneFactor, "passwords are one factor only", "Set new generated passwords."),
    ...listed("rotation-due", "warn", due, "passwords were seen and not changed", "Change them."),
  ];
  return said.length === 0 ? [well("items", `${accounts.length} accounts: all proven, no other copies`)] : said;
};

function listed(id: string, level: "red" | "warn", accounts: readonly string[], what: string, next: string) {
  if (accounts.length === 0) return [];
  const shown = accounts.slice(0, 3).join(", ");
  const more = accounts.length > 3 ? ` and ${accounts.length - 3} more` : "";
  return [finding(id, level, `${accounts.length} ${what}: ${shown}${more}`, next)];
}

const loops: Finder = ({ dependencies }) => {
  if (dependencies === null)
    return [
      finding(
        "dependency-loop",
        "unknown",
        "nobody declared what custody needs in order to work",
        "Declare dependencies in the custody file: hosts, logins, mailboxes, key stores.",
      ),
    ];
  const found = dependencyLoops(dependencies);
  return found.length === 0
    ? [well("dependency-loop", "nothing that custody needs, as declared, needs root access")]
    : found.map((loop) =>
        finding(
          "dependency-loop",
          "red",
          [...loop, ...loop.slice(0, 1)].join(" needs "),
          "Take one of them out of the loop.",
          loop[0],
        ),
      );
};
