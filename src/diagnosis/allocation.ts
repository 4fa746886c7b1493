import { listAt, stringAt, valueAt, type JsonRecord } from './jsonParts.ts';

function isService(body: JsonRecord): boolean {
  return stringAt(body, 'kind') === 'Service' && stringAt(body, 'apiVersion') === 'v1';
}

/** The first of these documents that makes the API server choose a cluster IP. */
export function drawsClusterIP(bodies: readonly JsonRecord[]): string | undefined {
  const drawing = bodies.find((body) => isService(body) && stringAt(body, 'spec', 'clusterIP') === '' && stringAt(body, 'spec', 'type') !== 'ExternalName');
  return drawing && stringAt(drawing, 'metadata', 'name');
}

/** The first of these documents that makes the API server choose a node port. */
export function drawsNodePort(bodies: readonly JsonRecord[]): string | undefined {
  const drawing = bodies.find((body) => isService(body) && ['NodePort', 'LoadBalancer'].includes(stringAt(body, 'spec', 'type'))
    && valueAt(body, 'spec', 'allocateLoadBalancerNodePorts') !== false
    && listAt(body, 'spec', 'ports').some((port) => typeof valueAt(port, 'nodePort') !== 'number'));
  return drawing && stringAt(drawing, 'metadata', 'name');
}
