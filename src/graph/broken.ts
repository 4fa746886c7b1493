import type { ClusterView, PodView, ServicePortView, ServiceView } from '../protocol/view.ts';
import type { BrokenReason } from './scene.ts';

export interface BrokenRelation { readonly reason: BrokenReason; readonly text: string }

const selectorText = (selector: Readonly<Record<string, string>>): string => Object.entries(selector).map(([key, value]) => `${key}=${value}`).join(',');

function matches(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  for (const key in selector) if (labels[key] !== selector[key]) return false;
  return true;
}

/** What keeps a Service from its Pods: a selector that selects none, a port that leads into none. Null while nothing is wrong. */
export function brokenRelation(service: ServiceView, pods: ClusterView['pods']): BrokenRelation | null {
  const { selector } = service;
  if (service.type === 'ExternalName' || selector === null || Object.keys(selector).length === 0) return null;
  if (service.pods.length === 0) return isAnySelected(service.namespace, selector, pods) ? null : { reason: 'noPods', text: selectorText(selector) };
  if (service.isHeadless) return null;
  const port = service.ports.find((candidate) => leadsNowhere(candidate, service, pods));
  return port === undefined ? null : { reason: 'noPort', text: port.targetPort };
}

function isAnySelected(namespace: string, selector: Readonly<Record<string, string>>, pods: ClusterView['pods']): boolean {
  for (const id in pods) {
    const pod = pods[id];
    if (pod !== undefined && pod.namespace === namespace && matches(selector, pod.labels)) return true;
  }
  return false;
}

/** A name that no Pod has, or a number that no Pod declares although they declare others. */
function leadsNowhere(port: ServicePortView, service: ServiceView, pods: ClusterView['pods']): boolean {
  if (!/^\d+$/.test(port.targetPort)) return port.resolved.length === 0;
  const containerPort = Number(port.targetPort);
  let declares = false;
  for (const id of service.pods) {
    const pod = pods[id];
    if (pod === undefined || pod.ports.length === 0) continue;
    if (hasPort(pod, containerPort, port.protocol)) return false;
    declares = true;
  }
  return declares;
}

const hasPort = (pod: PodView, containerPort: number, protocol: string): boolean => pod.ports.some((candidate) => candidate.containerPort === containerPort && candidate.protocol === protocol);
