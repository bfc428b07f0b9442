import type { AccountState, ScanOutcome, StateCell } from "../../../app/scan/outcome.ts";
import type { AccountPaths, Path } from "../../../domain/takeover/answer.ts";
import { pathGraph } from "../graph/path-graph.ts";
import { pathSvg } from "../graph/svg.ts";
import { certainSessions, headlineOf, partiesText, plural } from "../headline.ts";
import { goalWords, holdersText, leafName, leafWords, pathTitle } from "../path-words.ts";
import type { Write } from "../write.ts";
import { html, named } from "./escape-html.ts";

/** Graphs drawn in one report, and paths drawn in one graph; the lists of steps always hold every path. */
const drawnGraphs = 60;
const drawnPaths = 12;
/** Accounts open at first. */
const openAccounts = 3;

const marks: Readonly<Record<StateCell["mark"], readonly [string, string]>> = {
  good: ["✓", ""],
  bad: ["✗", "problem: "],
  neutral: ["▪", ""],
  unknown: ["?", ""],
};

/** Every account, the easiest to take first: its state line, each fact with source and time, its paths and cuts. */
export function writeAccounts(outcome: ScanOutcome, write: Write): void {
  write(`<section id="accounts" aria-labelledby="accounts-h"><h2 id="accounts-h">Accounts and paths</h2>
<p class="note">What the root of each account is; open one for its facts, its path graph and the same paths as steps. The easiest to take come first. In a graph everything that leads into one AND is needed together; the thick line is the cheapest path, a broken line is possible only.</p>
`);
  const paths = new Map((outcome.paths?.accounts ?? []).map((each) => [each.id, each]));
  const states = new Map(outcome.accounts.map((each) => [each.id, each]));
  let drawn = 0;
  for (const [at, id] of accountOrder(outcome).entries()) {
    const account = paths.get(id);
    const isDrawn = account !== undefined && account.paths.length > 0 && drawn < drawnGraphs;
    if (isDrawn) drawn += 1;
    write(accountHtml(id, states.get(id), account, isDrawn, at < openAccounts));
  }
  write("</section>\n");
}

function accountOrder(outcome: ScanOutcome): string[] {
  const reachable = (headlineOf(outcome)?.reachable ?? []).map((each) => each.id);
  const withPaths = (outcome.paths?.accounts ?? []).filter((each) => each.paths.length > 0 || each.status !== "exact");
  return [
    ...new Set([
      ...reachable,
      ...withPaths.map((each) => each.id),
      ...outcome.accounts.map((each) => each.id),
      ...(outcome.paths?.accounts ?? []).map((each) => each.id),
    ]),
  ];
}

function accountHtml(
  id: string,
  state: AccountState | undefined,
  paths: AccountPaths | undefined,
  isDrawn: boolean,
  isOpen: boolean,
): string {
  const name = state?.name ?? null;
  const kind =
    state === undefined || state.kind === "member"
      ? ""
      : ` <span class="tag">${state.kind === "management" ? "management" : "stand-alone"}</span>`;
  const unit = state?.ou === null || state?.ou === undefined ? "" : ` <span class="ou">${named(state.ou)}</span>`;
  const cells = (state?.cells ?? []).map(cellHtml).join("");
  const facts = state === undefined ? "" : factsTable(state);
  return `<details class="account" id="a${html(id)}"${isOpen ? " open" : ""}><summary><h3>${name === null ? "" : `${named(name)} `}<code>${html(id)}</code></h3>${kind}${unit}${paths === undefined ? "" : pathsBadge(paths)}<span class="cells">${cells}</span></summary>
<div class="body">${paths === undefined ? "" : pathsHtml(paths, isDrawn)}${facts}</div></details>
`;
}

function cellHtml({ label, value, mark, note }: StateCell): string {
  const [shape, word] = marks[mark];
  const hidden = word === "" ? "" : `<span class="vh">${word}</span>`;
  return `<span class="cell ${mark}"><span aria-hidden="true">${shape}</span> ${hidden}${html(label)} <b>${named(value)}</b>${note === null || mark === "unknown" ? "" : ` ${named(note)}`}</span> `;
}

function pathsBadge(account: AccountPaths): string {
  const certain = certainSessions(account).length;
  if (account.status === "too-many")
    return ` <span class="badge unknown"><span aria-hidden="true">?</span> TOO MANY PATHS</span>`;
  if (certain > 0)
    return ` <span class="badge critical"><span aria-hidden="true">◆</span> ${plural(certain, "path").toUpperCase()}</span>`;
  if (account.status === "no-who-can")
    return ` <span class="badge unknown"><span aria-hidden="true">?</span> PRINCIPALS UNKNOWN</span>`;
  if (account.paths.length > 0)
    return ` <span class="badge medium"><span aria-hidden="true">●</span> POSSIBLE ONLY</span>`;
  return ` <span class="badge pass"><span aria-hidden="true">✓</span> NO PATH FOUND</span>`;
}

function pathsHtml(account: AccountPaths, isDrawn: boolean): string {
  const count = account.paths.length;
  const why =
    account.status === "exact"
      ? ""
      : `<p><b>${account.status}</b>: ${html(account.why ?? "")}. ${account.status === "too-many" ? "The paths of this account were not counted." : "Paths that need a principal are possible only."}</p>`;
  if (count === 0) return why;
  const label = `Path graph of account ${account.id}: ${plural(count, "path")}. The list that follows says the same.`;
  const graph = pathGraph(account, drawnPaths);
  const left =
    graph.leftOut > 0
      ? `<p class="note">The first ${drawnPaths} of ${count} paths are drawn; the list holds all.</p>`
      : "";
  const picture = isDrawn
    ? `<div class="scroll" role="group" aria-label="Path graph, scrolls sideways" tabindex="0">${pathSvg(graph, label, account.cheapest)}</div>${left}`
    : `<p class="note">Graphs are drawn for the ${drawnGraphs} accounts that are easiest to take; the list holds every path.</p>`;
  return `${why}<h4>Paths</h4>${picture}<ol class="paths">${account.paths.map((path, at) => pathHtml(path, at, account)).join("")}</ol>${cutsHtml(account)}`;
}

function pathHtml(path: Path, at: number, account: AccountPaths): string {
  const cheapest = at === account.cheapest ? ' <span class="tag">the cheapest</span>' : "";
  const leaves = path.leaves
    .map(
      (leaf) =>
        `${leafWords[leaf.kind]} <code>${html(leafName(leaf))}</code> (${html(holdersText(leaf))}; ${leaf.cost})`,
    )
    .join(" <b>AND</b> ");
  return `<li><p><b>${html(pathTitle(path, at, account.paths.length))}</b>${cheapest}: ${html(partiesText(path))}, cost ${path.cost}, rules ${html(path.rules.join(" "))}</p><ol class="steps">${path.steps.map((step) => `<li>${named(step)}</li>`).join("")}</ol><p class="arrive"><span aria-hidden="true">⇒</span> ${html(goalWords[path.goal].toLowerCase())}</p><p class="note">needs ${leaves}</p></li>`;
}

function cutsHtml(account: AccountPaths): string {
  const cuts = account.cuts
    .map(
      ({ change, removes, before, after }) =>
        `<li>${named(change.title)} <code>${html(change.id)}</code>: removes <b>${removes}</b> of ${before}, leaves ${after}</li>`,
    )
    .join("");
  const all =
    account.minCut === undefined || account.minCut === null || account.minCut.length === 0
      ? ""
      : `<p>Together these leave no certain path: ${account.minCut.map((id) => `<code>${html(id)}</code>`).join(", ")}</p>`;
  const apart = [
    ...account.notCuttable.map((each) => `<li>not cuttable: ${named(each.title)} (${html(each.rule)})</li>`),
    ...(account.notDeclared ?? []).map((each) => `<li>not declared: ${named(each)}</li>`),
  ].join("");
  return `${cuts === "" ? "" : `<h4>Cuts</h4><ul>${cuts}</ul>${all}`}${apart === "" ? "" : `<ul class="note">${apart}</ul>`}`;
}

function factsTable(state: AccountState): string {
  const rows = state.cells
    .map(
      ({ label, value, mark, note, source, at }) =>
        `<tr><th scope="row">${html(label)}</th><td><span aria-hidden="true">${marks[mark][0]}</span> ${named(value)}${note === null ? "" : ` <span class="note">${named(note)}</span>`}</td><td><code>${html(source ?? "not seen")}</code></td><td>${html(at ?? "")}</td></tr>`,
    )
    .join("");
  return `<h4>Facts</h4><div class="scroll" role="group" aria-label="Facts of account ${html(state.id)}" tabindex="0"><table><thead><tr><th scope="col">Fact</th><th scope="col">Value</th><th scope="col">Source</th><th scope="col">Seen at</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
