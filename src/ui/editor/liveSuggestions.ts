import { bigIntToIP, cidrSize, parseCIDR } from '../../kube/ip.ts';
import type { ClusterState } from '../../store/types.ts';
import type { PodView, ServiceView } from '../../protocol/view.ts';
import { fieldOfDocument, labelsOfDocument, type YAMLContext } from './yamlContext.ts';

/** A text to complete with; `about` is shown beside it. */
export interface Suggestion { readonly text: string; readonly about: string }

type Cluster = Pick<ClusterState, 'view' | 'settings'>;
const MAX_ADDRESSES = 3;
const MAX_SUGGESTIONS = 100;

/** What the cluster that runs has to offer at a place of the text: ports of Pods, labels, free addresses, names of objects. */
export function liveSuggestions(context: YAMLContext, cluster: Cluster): readonly Suggestion[] {
  return suggest(context, cluster).slice(0, MAX_SUGGESTIONS);
}

function suggest(context: YAMLContext, cluster: Cluster): readonly Suggestion[] {
  const { path, isKey, document } = context;
  const kind = fieldOfDocument(document, 'kind');
  const namespace = fieldOfDocument(document, 'namespace') || 'default';
  const field = path.at(-1) ?? '';
  const printed = path.join('.');
  const pods = Object.values(cluster.view.pods).filter((pod) => pod.namespace === namespace);
  const services = Object.values(cluster.view.services).filter((service) => service.namespace === namespace);
  const isLabels = (at: readonly string[]): boolean => at.at(-1) === 'matchLabels' || at.join('.') === 'spec.selector' && kind === 'Service';
  if (isKey) return isLabels(path) ? labelKeys(pods) : [];
  if (isLabels(path.slice(0, -1))) return labelValues(pods, field);
  if (kind === 'Service') {
    if (printed === 'spec.ports.targetPort') return targetPorts(pods, labelsOfDocument(document, 'selector'));
    if (printed === 'spec.clusterIP') return clusterIPs(cluster);
    if (printed === 'spec.ports.nodePort') return nodePorts(cluster);
  }
  if (printed === 'metadata.namespace') return namespaces(cluster);
  if (field === 'nodeName') return Object.values(cluster.view.nodes).map(({ name, zone }) => ({ text: name, about: zone }));
  if (kind === 'StatefulSet' && printed === 'spec.serviceName') return services.filter(({ isHeadless }) => isHeadless).map(({ name }) => ({ text: name, about: 'clusterIP: None' }));
  if (kind === 'Ingress') return backends(printed, document, services, context);
  return [];
}

function unique(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  return [...new Map(suggestions.map((suggestion) => [suggestion.text, suggestion])).values()].toSorted((a, b) => (a.text < b.text ? -1 : 1));
}

const generated = /^(?:pod-template-hash|controller-revision-hash|pod-template-generation|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|topology\.kubernetes\.io\/.*)$/;

function labelKeys(pods: readonly PodView[]): readonly Suggestion[] {
  return unique(pods.flatMap(({ labels }) => Object.entries(labels).filter(([key]) => !generated.test(key)).map(([key, value]) => ({ text: `${key}: ${value}`, about: `${pods.filter((pod) => pod.labels[key] === value).length} Pods` }))));
}

function labelValues(pods: readonly PodView[], key: string): readonly Suggestion[] {
  return unique(pods.flatMap(({ labels }) => {
    const value = labels[key];
    return value === undefined ? [] : [{ text: value, about: `${pods.filter((pod) => pod.labels[key] === value).length} Pods` }];
  }));
}

/** Names first, numbers after them; of all Pods where the selector picks none yet. */
function targetPorts(pods: readonly PodView[], selector: Readonly<Record<string, string>>): readonly Suggestion[] {
  const wanted = Object.entries(selector);
  const matched = pods.filter(({ labels }) => wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value));
  const ports = (matched.length > 0 ? matched : pods).flatMap((pod) => pod.ports);
  const names = unique(ports.filter(({ name }) => name !== '').map(({ name, containerPort, protocol }) => ({ text: name, about: `${containerPort}/${protocol}` })));
  return [...names, ...unique(ports.map(({ name, containerPort, protocol }) => ({ text: String(containerPort), about: name === '' ? protocol : name })))];
}

function clusterIPs({ view, settings }: Cluster): readonly Suggestion[] {
  const taken = new Set([settings.dns.clusterIP, ...Object.values(view.services).flatMap(({ clusterIPs: addresses }) => addresses)]);
  const free = settings.serviceCIDRs.flatMap((range) => {
    const cidr = parseCIDR(range)?.cidr;
    if (cidr === undefined) return [];
    const size = cidrSize(cidr);
    // The lower part of the range is for addresses that are chosen by hand.
    const found: Suggestion[] = [];
    for (let offset = 10n; offset < size - 1n && found.length < MAX_ADDRESSES; offset++) {
      const text = bigIntToIP(cidr.base + offset, cidr.family);
      if (!taken.has(text)) found.push({ text, about: range });
    }
    return found;
  });
  return [{ text: 'None', about: 'headless' }, ...free];
}

function nodePorts({ view, settings }: Cluster): readonly Suggestion[] {
  const { from, to } = settings.nodePortRange;
  const taken = new Set(Object.values(view.services).flatMap(({ ports }) => ports.map(({ nodePort }) => nodePort)));
  const found: Suggestion[] = [];
  for (let port = from + 80; port <= to && found.length < MAX_ADDRESSES; port++) if (!taken.has(port)) found.push({ text: String(port), about: `${from}-${to}` });
  return found;
}

function namespaces({ view }: Cluster): readonly Suggestion[] {
  const all = [...Object.values(view.pods), ...Object.values(view.services), ...Object.values(view.workloads)].map(({ namespace }) => namespace);
  return unique(['default', ...all].map((text) => ({ text, about: 'Namespace' })));
}

function backends(printed: string, document: string, services: readonly ServiceView[], { path }: YAMLContext): readonly Suggestion[] {
  if (printed.endsWith('service.name')) return services.map(({ name, ports }) => ({ text: name, about: ports.map(({ port }) => port).join(', ') }));
  if (!/service\.port\.(?:number|name)$/.test(printed)) return [];
  const names = new Set([...document.matchAll(/service\s*:\s*(?:\{|\n)\s*name\s*:\s*["']?([\w.-]+)/g)].map(([, name]) => name));
  const meant = services.filter(({ name }) => names.size === 0 || names.has(name));
  const isName = path.at(-1) === 'name';
  return unique(meant.flatMap(({ name, ports }) => ports.map((port) => ({ text: isName ? port.name : String(port.port), about: name }))).filter(({ text }) => text !== ''));
}
