import type { Cell } from "../prove/cell.ts";
import type {
  AtomRef,
  CaseTree,
  Certificate,
  LayerRef,
  ResourceForm,
  ServiceRuleId,
  StatementRef,
} from "../prove/certificate.ts";
import { count, items, members, misshapen, oneOf, type Shaped, text } from "./shape.ts";

/** Deeper than any tree of cases; the reader goes one call deeper for each level. */
const deepest = 400;

/** Reads a certificate from a JSON value; throws `CERTIFY_SHAPE` with the path. */
export function certificateOf(value: unknown): Certificate {
  return certificateAt({ value, path: [] });
}

/** Reads a certificate that stands somewhere in a larger value. */
export function certificateAt(shaped: Shaped): Certificate {
  const of = members(shaped, ["actions", "cell", "resources", "tree"], ["within"]);
  const actions = items(of("actions")).map(actionAt);
  const resources = items(of("resources")).map(formAt);
  // INVARIANT: a claim about nothing would hold of anything.
  if (actions.length === 0) misshapen(of("actions"), "there must be an action");
  if (resources.length === 0) misshapen(of("resources"), "there must be a form of resource");
  const made = { actions, cell: cellAt(of("cell")), resources, tree: treeAt(of("tree"), 0) };
  const listed = of("within");
  if (listed.value === undefined) return made;
  const within = items(listed).map(text);
  if (within.length === 0) misshapen(listed, "there must be an ARN");
  return { ...made, within };
}

function actionAt(shaped: Shaped): string {
  const action = text(shaped);
  if (/^(?:<other>:<other>|[a-z0-9-]+:(?:<other>|[^\s:*?<>A-Z]+))$/.test(action)) return action;
  return misshapen(shaped, "must be an action in lower case, service:<other> or <other>:<other>");
}

function cellAt(shaped: Shaped): Cell {
  const of = members(shaped, ["mfa", "age"]);
  const mfa = oneOf(of("mfa"), ["absent", "false", "true"]);
  const age = of("age");
  if (age.value === null) return { mfa, age: null };
  const range = members(age, ["min", "max"]);
  const max = range("max");
  return { mfa, age: { min: count(range("min")), max: max.value === null ? null : count(max) } };
}

function formAt(shaped: Shaped): ResourceForm {
  const kind = oneOf(members(shaped, ["kind"], ["pattern"])("kind"), ["none", "unnamed", "arn"]);
  if (kind !== "arn") {
    members(shaped, ["kind"]);
    return { kind };
  }
  return { kind, pattern: text(members(shaped, ["kind", "pattern"])("pattern")) };
}

function treeAt(shaped: Shaped, depth: number): CaseTree {
  if (depth > deepest) return misshapen({ ...shaped, path: [] }, "the tree is deeper than any proof needs");
  const loose = members(shaped, ["kind"], ["atom", "whenTrue", "whenFalse", "statement", "layers", "variable", "rule"]);
  const kind = oneOf(loose("kind"), ["split", "deny", "no-grant", "conflict", "service-rule"]);
  switch (kind) {
    case "split": {
      const of = members(shaped, ["kind", "atom", "whenTrue", "whenFalse"]);
      const [whenTrue, whenFalse] = [treeAt(of("whenTrue"), depth + 1), treeAt(of("whenFalse"), depth + 1)];
      return { kind, atom: atomAt(of("atom")), whenTrue, whenFalse };
    }
    case "deny":
      return { kind, statement: statementAt(members(shaped, ["kind", "statement"])("statement")) };
    case "no-grant":
      return { kind, layers: items(members(shaped, ["kind", "layers"])("layers")).map(layerAt) };
    case "conflict":
      return { kind, variable: text(members(shaped, ["kind", "variable"])("variable")) };
    case "service-rule":
      return { kind, rule: oneOf(members(shaped, ["kind", "rule"])("rule"), rules) };
  }
}

function atomAt(shaped: Shaped): AtomRef {
  const of = members(shaped, ["statement", "part"]);
  const part = of("part");
  return {
    statement: statementAt(of("statement")),
    part: part.value === "resource" ? "resource" : { condition: count(members(part, ["condition"])("condition")) },
  };
}

function statementAt(shaped: Shaped): StatementRef {
  const of = members(shaped, ["layer", "document", "statement"]);
  const at = of("layer");
  const layer = at.value === "resource" ? "resource" : layerAt(at);
  if (isPartOfResource(layer)) return misshapen(at, "a statement stands in the layer resource as a whole");
  return { layer, document: count(of("document")), statement: count(of("statement")) };
}

function isPartOfResource(layer: string): layer is `resource.${string}` {
  return layer.startsWith("resource.");
}

function layerAt(shaped: Shaped): LayerRef {
  const level = /^(scps|rcps)\[(0|[1-9]\d{0,3})\]$/.exec(text(shaped));
  if (level?.[1] === "scps") return `scps[${Number(level[2])}]`;
  if (level?.[1] === "rcps") return `rcps[${Number(level[2])}]`;
  return oneOf(shaped, plainLayers);
}

const plainLayers = [
  "identity",
  "boundary",
  "session",
  "endpoint",
  "resource.direct",
  "resource.limited",
  "resource.star",
  "resource.account",
] as const;

const rules: readonly ServiceRuleId[] = [
  "session-token-needs-long-term-credentials",
  "session-token-iam-needs-mfa",
  "session-token-sts",
  "federation-token-no-iam",
  "federation-token-sts",
  "federation-token-needs-long-term-key",
  "root-cannot-assume",
  "code-goes-with-assume-role",
  "device-change-needs-mfa-session",
];
