/**
 * Reads a certificate file: the question with its documents as AWS has them, and the proof. Format, version 1:
 * `{ "version": 1, "subject": { principal, credential, devices, instant, keys?, layers }, "certificate": {…} }`. A layer
 * is a list of `{ "name", "policy" }` or `{ "unknown": what }`; `scps` and `rcps` are lists of layers, root first;
 * `resource` is `{ kind, policy, arns, account }`. Nothing more may stand in the file.
 */
import { CodedError } from "../../core/coded-error.ts";
import { iamErrors } from "../language/errors.ts";
import { parsePolicy } from "../language/parse-policy.ts";
import { pathText } from "../language/json-path.ts";
import type { PolicyKind } from "../language/policy-kind.ts";
import { readJson } from "../language/read-json.ts";
import type { Certificate } from "../prove/certificate.ts";
import type {
  KeyFact,
  ProveLayer,
  ProveLayers,
  ProvePolicy,
  ProvePrincipal,
  ProveResource,
  Subject,
} from "../prove/subject.ts";
import { certificateAt } from "./certificate-of.ts";
import { credentialKinds } from "./possible-cell.ts";
import { certifyErrors } from "./errors.ts";
import { count, items, members, misshapen, oneOf, type Shaped, text } from "./shape.ts";

/** A certificate with the question it answers; the claim is `checkCertificate(subject, certificate)`. */
export interface CertificateFile {
  readonly subject: Subject;
  readonly certificate: Certificate;
}

/** One level for each split of the tree, and the rest. */
const deepest = 500;

/** Reads the text of a certificate file. Throws `IAM_JSON_*`, `IAM_POLICY_*`, `CERTIFY_*` with line, column and path. */
export function readCertificate(source: string, file?: string): CertificateFile {
  const json = readJson(source, file, deepest);
  const twice = json.duplicates[0];
  if (twice !== undefined) {
    throw new CodedError(iamErrors.IAM_JSON_DUPLICATE_KEY, {
      detail: String(twice.path.at(-1)),
      position: twice.position,
    });
  }
  try {
    return certificateFile({ value: json.value, path: [] });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const position = json.place(error.position?.path ?? "");
    throw new CodedError(error.row, { detail: error.detail ?? undefined, position, hint: error.hint, cause: error });
  }
}

function certificateFile(shaped: Shaped): CertificateFile {
  const of = members(shaped, ["version", "subject", "certificate"]);
  const version = of("version");
  if (version.value !== 1) {
    throw new CodedError(certifyErrors.CERTIFY_VERSION, { position: { path: pathText(version.path) } });
  }
  return { subject: subjectAt(of("subject")), certificate: certificateAt(of("certificate")) };
}

function subjectAt(shaped: Shaped): Subject {
  const of = members(shaped, ["principal", "credential", "devices", "instant", "layers"], ["keys"]);
  const [devices, keys] = [of("devices"), of("keys")];
  return {
    principal: principalAt(of("principal")),
    credential: oneOf(of("credential"), credentialKinds),
    devices: devices.value === "unknown" ? "unknown" : count(devices),
    instant: count(of("instant")),
    layers: layersAt(of("layers")),
    keys: keys.value === undefined ? undefined : new Map(entriesOf(keys).map(([key, at]) => [key, factAt(at)])),
  };
}

function principalAt(shaped: Shaped): ProvePrincipal {
  const of = members(shaped, ["arn", "account", "kind", "management", "tags"], ["userId"]);
  const [tags, id, management] = [of("tags"), of("userId"), of("management")];
  const isManagement = management.value;
  if (typeof isManagement !== "boolean") return misshapen(management, "must be true or false");
  const account = text(of("account"));
  const arn = text(of("arn"));
  if (!/^\d{12}$/.test(account)) misshapen(of("account"), "must be twelve digits");
  if (!new RegExp(`^arn:[^:*?]+:iam::${account}:(?:user/|role/|root$)[^*?]*$`).test(arn)) {
    misshapen(of("arn"), "must be the ARN of a user, a role or root of that account");
  }
  const kind = oneOf(of("kind"), ["user", "role", "service-linked-role", "root"]);
  if (!arn.includes(kind === "user" ? ":user/" : kind === "root" ? ":root" : ":role/"))
    misshapen(of("kind"), "is not what the ARN says");
  return {
    arn,
    account,
    kind,
    management: isManagement,
    tags:
      tags.value === "unknown" ? "unknown" : Object.fromEntries(entriesOf(tags).map(([name, at]) => [name, text(at)])),
    userId: id.value === undefined ? undefined : text(id),
  };
}

function factAt(shaped: Shaped): KeyFact {
  if (shaped.value === "absent" || shaped.value === "unknown") return shaped.value;
  return items(shaped).map(text);
}

function layersAt(shaped: Shaped): ProveLayers {
  const of = members(shaped, ["identity"], ["boundary", "session", "endpoint", "resource", "scps", "rcps"]);
  const optional = (name: PolicyKind): ProveLayer | undefined =>
    of(name).value === undefined ? undefined : layerAt(of(name), name);
  const levels = (name: "scps" | "rcps"): readonly ProveLayer[] | undefined =>
    of(name).value === undefined
      ? undefined
      : items(of(name)).map((level) => layerAt(level, name === "scps" ? "scp" : "rcp"));
  const resource = of("resource");
  return {
    identity: layerAt(of("identity"), "identity"),
    boundary: optional("boundary"),
    session: optional("session"),
    endpoint: optional("endpoint"),
    resource: resource.value === undefined ? undefined : resourceAt(resource),
    scps: levels("scps"),
    rcps: levels("rcps"),
  };
}

function layerAt(shaped: Shaped, as: PolicyKind): ProveLayer {
  return Array.isArray(shaped.value) ? items(shaped).map((each) => policyAt(each, as)) : unknownAt(shaped);
}

function unknownAt(shaped: Shaped): { readonly unknown: string } {
  return { unknown: text(members(shaped, ["unknown"])("unknown")) };
}

function policyAt(shaped: Shaped, as: PolicyKind): ProvePolicy {
  const of = members(shaped, ["name", "policy"]);
  const { value, path } = of("policy");
  try {
    return { name: text(of("name")), policy: parsePolicy(value, as) };
  } catch (error) {
    if (!(error instanceof CodedError) || error.row.code.startsWith("CERTIFY_")) throw error;
    // The parser counts from the document.
    const inner = error.position?.path ?? "";
    const joined = pathText(path) + (inner === "" || inner.startsWith("[") ? inner : `.${inner}`);
    throw new CodedError(error.row, { detail: error.detail ?? undefined, position: { path: joined }, cause: error });
  }
}

function resourceAt(shaped: Shaped): ProveResource {
  const of = members(shaped, ["kind", "policy", "arns", "account"]);
  const kind = oneOf(of("kind"), ["trust", "resource"]);
  const policy = of("policy");
  const isUnknown = typeof policy.value === "object" && policy.value !== null && Object.hasOwn(policy.value, "unknown");
  const account = text(of("account"));
  if (!/^\d{12}$/.test(account)) misshapen(of("account"), "must be twelve digits");
  return {
    kind,
    policy: isUnknown ? unknownAt(policy) : policyAt(policy, kind),
    arns: items(of("arns")).map(text),
    account,
  };
}

function entriesOf(shaped: Shaped): readonly (readonly [string, Shaped])[] {
  const { value, path } = shaped;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return misshapen(shaped, "must be an object");
  return Object.entries(value).map(
    ([key, each]: [string, unknown]) => [key, { value: each, path: [...path, key] }] as const,
  );
}
