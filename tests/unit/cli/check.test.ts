import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../../src/cli/check/checkManifests.ts';
import { runCheck } from '../../../src/cli/check/runCheck.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function run(args: readonly string[], input = ''): { readonly code: number; readonly out: string; readonly error: string } {
  let out = '';
  let error = '';
  const code = runCheck(args, { readInput: () => input, out: (text) => { out += text; }, error: (text) => { error += text; } });
  return { code, out: out.replaceAll(`${folder}/`, ''), error: error.replaceAll(`${folder}/`, '') };
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: nginx, ports: [{containerPort: 80}]}
`;
const service = (spec: string, name = 'web'): string => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  ${spec}
  ports:
  - port: 80
`;
const good = file('good.yaml', `${service('selector: {app: web}')}---\n${deployment}`);
const misspelt = file('misspelt.yaml', `${service('selector: {app: wbe}')}---\n${deployment}`);
const refused = file('refused.yaml', `${service('sessionAffinity: ClientIp')}  - port: 80\n---\n${deployment}`);
const unreadable = file('unreadable.yaml', 'apiVersion: v1\nkind: Service\n\tmetadata: {name: x}\n');
const ending = file('warning.yaml', service('selector: {app: web}', 'empty'));

describe('npm run check', () => {
  it('has nothing to say about what is fine', () => {
    expect(run([good])).toEqual({ code: 0, out: '2 objects in 1 file: 0 errors, 0 warnings, 0 notes\n', error: '' });
  });

  it('says what diagnosis finds, why, and what would mend it', () => {
    expect(run([misspelt])).toEqual({
      code: 1, error: '',
      out: `Service default/web (misspelt.yaml)
misspelt.yaml:6:19 error selectorValue: No Pod has app=wbe. Pods there have app=web.
    why: A selector matches whole values, letter by letter. Without endpoints kube-proxy refuses every connection.
    fix: replace wbe with web

2 objects in 1 file: 1 error, 0 warnings, 0 notes
`,
    });
  });

  it('says all that the API server refuses, at its line', () => {
    const { code, out } = run([refused, '--quiet']);
    expect(code).toBe(1);
    expect(out.split('\n').map((line) => line.slice(0, 60))).toEqual([
      'refused.yaml:6:20 error api: spec.sessionAffinity: Unsupport',
      expect.stringMatching(/^refused\.yaml:8:.* error api: spec\.ports\[0\]\.name: Required/),
      expect.stringMatching(/^refused\.yaml:9:.* error api: spec\.ports\[1\]\.name: Required/),
      expect.stringMatching(/^refused\.yaml:9:.* error api: spec\.ports\[1\]: Duplicate/),
      '',
    ]);
  });

  it('leaves out what only follows from a refusal', () => {
    const typeError = deployment.replace('spec:\n', 'spec:\n  replicas: "2"\n');
    const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {defaultBackend: {service: {name: web, port: {number: 80}}}}\n';
    expect(run(['-', '--quiet'], `${service('selector: {app: web}')}---\n${typeError}`).out).toMatch(/^<stdin>:14:13 error api: [^\n]*\n$/);
    expect(run(['-', '--quiet'], `${service('selectr: {app: web}')}---\n${ingress}`).out).toMatch(/^<stdin>:6:3 error api: unknown field "spec.selectr"\n$/);
  });

  it('says what is no YAML', () => {
    const { code, out } = run([unreadable, '--quiet']);
    expect(code).toBe(1);
    expect(out).toMatch(/^unreadable\.yaml:3:1 error parse\.tab: A tab is used for indentation\./);
  });

  it('plays all files in one cluster, and sees what two of them describe', () => {
    file('all/a.yaml', service('selector: {app: web}'));
    file('all/inner/b.yml', deployment);
    file('all/inner/c.json', JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } }));
    file('all/README.md', 'not a manifest');
    file('all/.hidden/d.yaml', 'not: read');
    const { code, out } = run([join(folder, 'all'), '--quiet']);
    expect(code).toBe(0);
    expect(out).toBe('all/inner/c.json:1:1 warning repeatedObject: Service web is already described on line 1 of all/a.yaml. The later document wins.\n');
  });

  it.each([
    { name: 'warnings do not fail', args: [ending], code: 0 },
    { name: 'unless they shall', args: [ending, '--strict'], code: 1 },
    { name: 'errors do, and the last file counts', args: [good, misspelt], code: 1 },
    { name: 'no file', args: [], code: 2 },
    { name: 'a file that is not there', args: [good, join(folder, 'gone.yaml')], code: 2 },
    { name: 'a folder without manifests', args: [mkdtempSync(join(folder, 'none-'))], code: 2 },
    { name: 'an option that is not known', args: [good, '--fast'], code: 2 },
    { name: 'too many Nodes', args: [good, '--nodes', '0'], code: 2 },
  ])('exit code: $name', ({ args, code }) => {
    expect(run(args).code).toBe(code);
  });

  it('reads standard input', () => {
    const { code, out } = run(['-', '--quiet'], `${service('selector: {app: wbe}')}---\n${deployment}`);
    expect(code).toBe(1);
    expect(out).toMatch(/^<stdin>:6:19 error selectorValue: /);
  });

  it('has as many Nodes as it is told', () => {
    const text = deployment.replace('spec:\n', 'spec:\n  replicas: 3\n').replace('containerPort: 80', 'containerPort: 80, hostPort: 80');
    expect(run(['-', '--quiet'], text).out).toMatch(/hostPortReplicas/);
    expect(run(['-', '--quiet', '--nodes', '3'], text).out).toBe('');
  });

  it('says what is stored only', () => {
    const { out } = run(['-'], 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n');
    expect(out).toBe('1 object in 1 file: 0 errors, 0 warnings, 0 notes\nvalidated and stored, but not acted on: Secret\n');
  });

  it('gives everything as one JSON document', () => {
    const text = `${service('selector: {app: wbe}')}---\n${deployment}`;
    const report = JSON.parse(run(['-', '--json'], text).out) as CheckReport;
    expect(report).toMatchObject({ files: ['<stdin>'], objects: 2, counts: { error: 1, warning: 0, info: 0 }, storedOnly: [], isSettled: true });
    const at = text.indexOf('wbe');
    expect(report.problems).toEqual([{
      file: '<stdin>', line: 6, column: 19, endLine: 6, endColumn: 22, object: 'Service/default/web', severity: 'error', source: 'diagnosis', rule: 'selectorValue',
      message: 'No Pod has app=wbe. Pods there have app=web.',
      reason: 'A selector matches whole values, letter by letter. Without endpoints kube-proxy refuses every connection.',
      fixes: [{ summary: 'replace wbe with web', edits: [{ start: at, end: at + 3, line: 6, column: 19, text: 'web' }] }],
    }]);
  });

  it('is a command', () => {
    const root = new URL('../../..', import.meta.url).pathname;
    const out = execFileSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'src/cli/check.ts'), '-'], { input: `${service('selector: {app: web}')}---\n${deployment}`, encoding: 'utf8', timeout: 60_000 });
    expect(out).toMatch(/^2 objects in 1 file: 0 errors/);
  }, 60_000);
});
