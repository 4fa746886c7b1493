import { describe, expect, it } from 'vitest';
import { behind, runScenario } from './runScenario.ts';

const cases = [
  { id: 'probes', name: 'a field that is misspelt', from: 'publishNotReadyAddresses:', to: 'pubishNotReadyAddresses:', message: 'unknown field "spec.pubishNotReadyAddresses"', marked: 'pubishNotReadyAddresses' },
  { id: 'topology', name: 'a field that is gone', from: 'trafficDistribution: PreferSameZone', to: 'topologyKeys: [topology.kubernetes.io/zone]', message: 'unknown field "spec.topologyKeys"', marked: 'topologyKeys' },
  { id: 'affinity', name: 'a value that is misspelt', from: 'sessionAffinity: ClientIP', to: 'sessionAffinity: ClientIp', message: 'Unsupported value: "ClientIp"', marked: 'ClientIp' },
  { id: 'nodeport', name: 'a node port out of the range', from: 'nodePort: 32312', to: 'nodePort: 80', message: 'provided port is not in the valid range. The range of valid ports is 30000-32767', marked: '80' },
  { id: 'clusterip', name: 'a Service name that is none', from: 'name: demo-svc-clusterip', to: 'name: Payment_Service', message: 'Invalid value: "Payment_Service"', marked: 'Payment_Service' },
];

describe('a change that the API server refuses', () => {
  it.each(cases)('$id: $name is marked where it stands, and the Pods stay', ({ id, from, to, message, marked }) => {
    const run = runScenario(id);
    const pods = run.engine.reader.list('Pod', 'default').map((pod) => pod.metadata.name);
    expect(run.text()).toContain(from);
    const { results, diagnostics } = run.applyText(run.text().replace(from, to));
    expect(results.map((result) => result.outcome).filter((outcome) => outcome !== 'unchanged')).toEqual(['failed']);
    const found = diagnostics.filter((diagnostic) => diagnostic.source === 'api');
    expect(found.map((diagnostic) => diagnostic.message).join('\n')).toContain(message);
    expect(found.map(({ range }) => run.text().slice(range.start, range.end))).toContain(marked);
    run.forMs(3000);
    expect(run.engine.reader.list('Pod', 'default').map((pod) => pod.metadata.name)).toEqual(pods);
  });

  it('leaves a Service as it was', () => {
    const run = runScenario('nodeport');
    run.applyText(run.text().replace('nodePort: 32312', 'nodePort: 80'));
    expect(run.engine.reader.get('Service', 'default', 'httpd-svc')?.spec.ports?.[0]?.nodePort).toBe(32_312);
    expect(behind(run.engine, 'httpd-svc')).toEqual({ 'run=httpd': 2 });
  });

  it('marks a port name that a new Service has twice', () => {
    const manifests = runScenario('named-ports').text().replace('name: metrics\n', 'name: http\n');
    const run = runScenario('named-ports', { start: { manifests } });
    const [diagnostic] = run.report().diagnostics;
    expect(diagnostic?.message).toContain('spec.ports[1].name: Duplicate value: "http"');
    expect(diagnostic && run.text().slice(diagnostic.range.start, diagnostic.range.end)).toBe('http');
    expect(run.engine.reader.get('Service', 'default', 'app')).toBeUndefined();
  });
});
