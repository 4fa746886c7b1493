import { describe, expect, it } from 'vitest';
import { harness, pods, scenario, service } from './sessionHarness.ts';

/** The report of a text that a fresh cluster is given, with the marked characters instead of ranges. */
function report(text: string, ticks = 5) {
  const { start, run, last } = harness();
  start(scenario(text));
  run(ticks);
  const message = last('manifests');
  return {
    message,
    diagnostics: (message?.diagnostics ?? []).map((diagnostic) => ({ ...diagnostic, at: text.slice(diagnostic.range.start, diagnostic.range.end), line: diagnostic.range.startLine })),
  };
}

const invalid = service.replace('port: 80', 'port: 800000').replace('name: web', 'name: Web_1');

describe('what the API server says stands at its field', () => {
  it.each([
    { name: 'a value', text: invalid, found: [{ source: 'api', at: 'Web_1', severity: 'error' }, { source: 'api', at: '800000' }] },
    { name: 'a field that is missing: the key above', text: service.replace('  ports:\n  - port: 80\n    targetPort: http\n', ''), found: [{ source: 'api', at: 'spec' }] },
    { name: 'an unknown field', text: service.replace('targetPort', 'targetport'), found: [{ source: 'api', at: 'targetport', message: 'unknown field "spec.ports[0].targetport"' }] },
    { name: 'two unknown fields', text: `${service}  replicas: 2\nalpha: 1\n`, found: [{ at: 'alpha' }, { at: 'replicas' }] },
    { name: 'a wrong type, at the item that has it', text: service.replace('  - port: 80', '  - {port: 79, name: a}\n  - name: b\n    port: "80"'), found: [{ source: 'api', at: '"80"' }] },
    { name: 'a number as label', text: service.replace('app: web', 'app: web\n    version: 1'), found: [{ source: 'api', at: '1' }] },
    { name: 'an unknown kind', text: service.replace('kind: Service', 'kind: Servise'), found: [{ source: 'api', at: 'Servise' }] },
    { name: 'a key given twice', text: `${service}  type: NodePort\n  type: ClusterIP\n`, found: [{ source: 'api', at: 'type', line: 12 }] },
    { name: 'in the item of a List', text: `apiVersion: v1\nkind: List\nitems:\n${invalid.replaceAll(/^/gm, '  ').replace('  apiVersion', '- apiVersion')}`.trimEnd(), found: [{ at: 'Web_1' }, { at: '800000' }] },
    { name: 'a warning', text: `${service}  externalIPs: [10.0.0.1]\n`, found: [{ source: 'warning', severity: 'warning', at: '[10.0.0.1]' }] },
  ])('$name', ({ text, found }) => {
    const diagnostics = report(text).diagnostics.filter(({ source }) => source !== 'diagnosis');
    expect(diagnostics).toMatchObject(found);
  });

  it('says which document a result is about, though others could not be read', () => {
    const { message } = report(`a: [\n---\n${service}---\nb: {\n---\n${service.replace('name: web', 'name: web-2')}`);
    expect(message?.results.map(({ index, outcome }) => [index, outcome])).toEqual([[1, 'created'], [3, 'created']]);
    expect(message?.isComplete).toBe(false);
  });

  it.each([
    { name: 'markup in a name', text: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "<script>alert(1)</script>"\n`, at: '"<script>alert(1)</script>"' },
    { name: 'a text instead of a map', text: 'just some text\n', at: 'just some text' },
    { name: 'a kind without anything', text: 'kind: Service\n', at: 'kind' },
    { name: 'an empty map', text: '{}\n', at: '{}' },
    { name: 'no name', text: 'apiVersion: v1\nkind: Service\nspec: {ports: [{port: 80}]}\n', at: undefined },
  ])('never without a place: $name', ({ text, at }) => {
    const { diagnostics } = report(text);
    expect(diagnostics.length).toBeGreaterThan(0);
    if (at !== undefined) expect(diagnostics[0]?.at).toBe(at);
  });
});

describe('what diagnosis says', () => {
  it('stands at its field, with an edit that mends it', () => {
    const text = `${pods}---\n${service.replace('targetPort: http', 'targetPort: htpp # sic')}`;
    const { diagnostics } = report(text, 40);
    expect(diagnostics).toMatchObject([{ source: 'diagnosis', rule: 'namedPortMissing', at: 'htpp', object: 'Service/default/web', fixes: [{ title: { code: 'editor.fix.changeTo', params: { text: 'http' } }, edits: [{ text: 'http' }] }] }]);
    const fix = diagnostics[0]?.fixes[0]?.edits[0];
    const mended = text.slice(0, fix?.range.start) + (fix?.text ?? '') + text.slice(fix?.range.end);
    expect(mended).toBe(text.replace('htpp', 'http'));
    expect(report(mended, 40).diagnostics).toEqual([]);
  });

  it('puts in a field that is missing', () => {
    const text = `${pods}---\n${service.replace('port: 80\n    targetPort: http', 'port: 8080')}`;
    const { diagnostics } = report(text, 40);
    expect(diagnostics).toMatchObject([{ rule: 'targetPortNotDeclared', fixes: [{ edits: [{ text: '\n    targetPort: 80' }] }] }]);
  });

  it('goes when what it says is no longer true', () => {
    const { start, run, send, last } = harness();
    start(scenario(`${pods.replaceAll('app: web', 'app: wbe')}---\n${service}`));
    run(40);
    expect(last('manifests')?.diagnostics).toMatchObject([{ rule: 'selectorValue' }]);
    send({ type: 'setManifests', textRevision: 1, text: `${pods}---\n${service}` });
    run(40);
    expect(last('manifests')).toMatchObject({ textRevision: 1, diagnostics: [] });
  });

  it('warns of an object that is described twice', () => {
    const { diagnostics } = report(`${service}---\n${service}`);
    expect(diagnostics).toMatchObject([{ rule: 'repeatedObject', at: 'web', params: { kind: 'Service', name: 'web', line: 1 } }, ...diagnostics.slice(1)]);
  });
});
