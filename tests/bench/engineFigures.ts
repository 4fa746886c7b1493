import type { Cluster } from '../../src/engine/cluster.ts';
import { newMachine } from '../../src/engine/network/machines.ts';
import { formatRules } from '../../src/engine/proxy/rules/formatRules.ts';
import { toNodeRules } from '../../src/engine/proxy/rules/nodeRules.ts';
import { buildRuleModel } from '../../src/engine/proxy/rules/ruleModel.ts';
import type { RequestSpec } from '../../src/protocol/request.ts';
import { addressOf, clusterOfSlices, settle, settledCluster, type Sizes } from './clusters.ts';
import { median, medianMicros, type Figure } from './measure.ts';

const requestTo = (app: number): RequestSpec => ({ from: { kind: 'node', name: 'node-1' }, to: `${addressOf(app)}:80`, protocol: 'TCP', connection: 'new' });

/** What any router at least does: find the entry, pick one of its Pods, note it down. */
function bareRouter(apps: number, pods: number): (index: number) => void {
  const table = new Map(Array.from({ length: apps }, (_, app) => [`${addressOf(app)}:80`, Array.from({ length: pods }, (__, index) => `10.244.0.${index}`)]));
  const keys = [...table.keys()];
  const taken: string[] = [];
  return (index) => {
    const endpoints = table.get(keys[index % apps] ?? '') ?? [];
    taken.push(endpoints[Math.floor(Math.random() * endpoints.length)] ?? '');
  };
}

/** A full verdict of a new connection, with conntrack, without a trace, against the bare router. */
export function routeFigure(): Figure {
  const apps = 50;
  const calls = 100_000;
  const cluster = settledCluster({ nodes: 5, services: apps, podsPerService: 10 });
  const specs = Array.from({ length: apps }, (_, app) => requestTo(app));
  const first = specs[0];
  if (first === undefined || cluster.network.verdict(first) !== 'answered') throw new Error('the request that is measured must be answered');
  const full = medianMicros(7, calls, () => (index) => { cluster.network.verdict(specs[index % apps] ?? first); });
  const bare = medianMicros(7, calls, () => bareRouter(apps, 10));
  return { name: 'route', value: full / bare, unit: '× bare router', limit: 20, details: { fullMicros: full, bareMicros: bare } };
}

/** From a kubelet's report to the first request that is routed by it, in microseconds. */
function flipMicros(cluster: Cluster, services: number): number {
  const times: number[] = [];
  for (let turn = 0; turn < 60; turn++) {
    const app = (turn * 7) % services;
    const ref = { namespace: 'default', name: `app-${app}-0` };
    cluster.network.verdict(requestTo(app));
    const started = process.hrtime.bigint();
    cluster.kubelet.reportPod(ref, { isReady: false });
    settle(cluster);
    cluster.network.verdict(requestTo(app));
    times.push(Number(process.hrtime.bigint() - started) / 1000);
    cluster.kubelet.reportPod(ref, { isReady: true });
    settle(cluster);
  }
  return median(times.slice(10));
}

/** One Pod's readiness in a large cluster against a small one. */
export function flipFigure(): Figure {
  const small: Sizes = { nodes: 5, services: 50, podsPerService: 10 };
  const large: Sizes = { nodes: 500, services: 5000, podsPerService: 10 };
  const smallCluster = settledCluster(small);
  const startedMs = performance.now();
  const largeCluster = settledCluster(large);
  const largeSettledMs = performance.now() - startedMs;
  flipMicros(smallCluster, small.services);
  const smallMicros = flipMicros(smallCluster, small.services);
  flipMicros(largeCluster, large.services);
  const largeMicros = flipMicros(largeCluster, large.services);
  return { name: 'flip', value: largeMicros / smallMicros, unit: '× small cluster', limit: 2, details: { largeMicros, smallMicros, largeSettledMs } };
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** Makes the text of a Node's rules so many times; gives the milliseconds of the processor for one, and its length. */
function rulesMillis(cluster: Cluster, times: number): { readonly millis: number; readonly characters: number } {
  const settings = cluster.context.settings();
  const [node] = settings.nodes;
  if (node === undefined) throw new Error('the cluster has Nodes');
  const machine = newMachine(node);
  let characters = 0;
  const started = process.cpuUsage();
  for (let time = 0; time < times; time++) characters = formatRules(toNodeRules(buildRuleModel(cluster.network.proxy.table, settings, machine, 0, true))).length;
  const { user, system } = process.cpuUsage(started);
  return { millis: (user + system) / 1000 / times, characters };
}

/** The rules of a Node with ten times the Services: in turns that last as long, all added up, so that both pay for the garbage that they make. */
export function rulesFigure(): Figure {
  // What other figures have left behind is not this one's garbage.
  globalThis.gc?.();
  const small = clusterOfSlices(1000);
  const large = clusterOfSlices(10_000);
  rulesMillis(small, 20);
  rulesMillis(large, 2);
  const turns = Array.from({ length: 9 }, () => ({ small: rulesMillis(small, 20), large: rulesMillis(large, 2) }));
  const smallMillis = mean(turns.map((turn) => turn.small.millis));
  const largeMillis = mean(turns.map((turn) => turn.large.millis));
  const characters = turns[0]?.large.characters ?? 0;
  return { name: 'rules', value: largeMillis / smallMillis, unit: '× 1,000 Services', limit: 12, details: { largeMillis, smallMillis, largeCharacters: characters } };
}
