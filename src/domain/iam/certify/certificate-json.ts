import { policyJson } from "../language/policy-json.ts";
import type { Certificate } from "../prove/certificate.ts";
import type { ProveLayer, ProveLayers, Subject } from "../prove/subject.ts";

/** A certificate with the question it answers, as the JSON that `readCertificate` reads. */
export function certificateJson(subject: Subject, certificate: Certificate): Readonly<Record<string, unknown>> {
  const { principal, credential, devices, instant, keys, layers } = subject;
  return {
    version: 1,
    subject: {
      principal,
      credential,
      devices,
      instant,
      ...(keys === undefined ? {} : { keys: Object.fromEntries(keys) }),
      layers: layersJson(layers),
    },
    certificate,
  };
}

function layersJson({ identity, boundary, session, endpoint, resource, scps, rcps }: ProveLayers): unknown {
  const present = Object.entries({ boundary, session, endpoint }).flatMap(([name, layer]) =>
    layer === undefined ? [] : [[name, layerJson(layer)] as const],
  );
  return {
    identity: layerJson(identity),
    ...Object.fromEntries(present),
    ...(scps === undefined ? {} : { scps: scps.map(layerJson) }),
    ...(rcps === undefined ? {} : { rcps: rcps.map(layerJson) }),
    ...(resource === undefined
      ? {}
      : {
          resource: {
            ...resource,
            policy: "unknown" in resource.policy ? resource.policy : documentJson(resource.policy),
          },
        }),
  };
}

function layerJson(layer: ProveLayer): unknown {
  return "unknown" in layer ? layer : layer.map(documentJson);
}

function documentJson({ name, policy }: { readonly name: string; readonly policy: Parameters<typeof policyJson>[0] }) {
  return { name, policy: policyJson(policy) };
}
