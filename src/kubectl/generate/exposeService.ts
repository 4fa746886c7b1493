import type { JsonObject } from '../../kube/json.ts';
import { fail } from '../errors.ts';
import { parseLabelSpec } from './labelSpec.ts';
import { atoi, atoiError } from './servicePorts.ts';

/** What a Service is made of, as texts of flags; empty where nothing was said. */
export interface ExposeParams {
  readonly name: string;
  readonly selector: string;
  readonly labels: string;
  /** Numbers, separated by commas. */
  readonly ports: string;
  readonly targetPort: string;
  readonly protocol: string;
  /** Of the object's own ports, by number as text. */
  readonly protocols: ReadonlyMap<string, readonly string[]>;
  readonly externalIP: string;
  readonly type: string;
  readonly loadBalancerIP: string;
  readonly sessionAffinity: string;
  readonly clusterIP: string;
}

/** A Service that exposes something. Mirrors createService of k8s.io/kubectl/pkg/cmd/expose/expose.go (v1.36). Throws Failure for texts that cannot be read. */
export function exposeService(params: ExposeParams): JsonObject {
  if (params.selector === '') fail('selector must be specified');
  const selector = parseLabelSpec(params.selector);
  const labels = params.labels === '' ? {} : parseLabelSpec(params.labels);
  if (params.name === '') fail('name must be specified');
  const ports = params.ports === '' ? [] : servicePorts(params);
  const { sessionAffinity } = params;
  if (sessionAffinity !== '' && sessionAffinity !== 'None' && sessionAffinity !== 'ClientIP') fail(`unknown session affinity: ${sessionAffinity}`);
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { name: params.name, labels },
    spec: {
      selector, ports,
      ...(params.externalIP === '' ? {} : { externalIPs: [params.externalIP] }),
      ...(params.type === '' ? {} : { type: params.type }),
      ...(params.type === 'LoadBalancer' ? { loadBalancerIP: params.loadBalancerIP } : {}),
      ...(sessionAffinity === '' ? {} : { sessionAffinity }),
      ...(params.clusterIP === '' ? {} : { clusterIP: params.clusterIP }),
    },
  };
}

function servicePorts({ ports, targetPort, protocol, protocols }: ExposeParams): readonly JsonObject[] {
  const texts = ports.split(',');
  return texts.flatMap((text, i): readonly JsonObject[] => {
    const port = atoi(text) ?? fail(atoiError(text));
    const number = port | 0;
    const target = targetPort === '' ? number : atoi(targetPort) ?? targetPort;
    const name = texts.length > 1 ? { name: `port-${i + 1}` } : {};
    const own = protocol === '' ? protocols.get(text) ?? [] : [];
    if (own.length > 1) return own.map((each) => ({ name: `port-${i + 1}-${each.toLowerCase()}`, port: number, protocol: each, targetPort: target }));
    return [{ ...name, port: number, protocol: protocol === '' ? own[0] ?? 'TCP' : protocol, targetPort: target }];
  });
}
