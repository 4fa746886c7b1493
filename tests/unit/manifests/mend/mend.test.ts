import { describe, expect, it } from 'vitest';
import { mend } from '../../../../src/manifests/mend/mend.ts';

const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
`;

describe('what is fine stays fine', () => {
  it.each([
    ['a good manifest', service],
    ['nothing', ''],
    ['blanks', ' \n\n'],
    ['only comments', '# apiVersion: v1\n# kind: Service\n'],
    ['a misspelt field', service.replace('selector', 'selektor')],
    ['a wrong type', service.replace('80', 'eighty')],
    ['a field beside the one that it belongs into', service.replace('  selector:\n    app: web\n', '  selector: {}\n  app: web\n')],
    ['an unknown kind', 'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: a\nspec:\n  size: 3\n'],
    ['a List', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Namespace\n  metadata: {name: a}\n'],
    ['JSON', '{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}}'],
    ['Windows line ends', service.replaceAll('\n', '\r\n')],
    ['a fence inside of data', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  README: |\n    ```\n    $ cat x\n    > quoted “so”\n    ```\n'],
    ['typographic quotes in a comment', service.replace('app: web', 'app: web # the “web”')],
    ['typographic quotes inside of an annotation', service.replace('name: web', 'name: web\n  annotations:\n    note: “hello”')],
  ])('%s', (_, text) => {
    expect(mend(text)).toEqual({ kind: 'fine' });
  });
});

describe('what came along goes, and the rest stays as it was', () => {
  const body = service.replace('app: web', "app: web   # mind the 'gap'");
  it.each([
    ['a prompt', `$ cat svc.yaml\n${body}$ kubectl apply -f svc.yaml\nservice/web created\n`, 'terminal'],
    ['a prompt of root', `root@host:~# cat svc.yaml\n${body}root@host:~#`, 'terminal'],
    ['a here-document', `user@box:~/k8s$ kubectl apply -f - <<EOF\n${body}EOF\n`, 'terminal'],
    ['its second prompts', `$ kubectl apply -f - <<EOF\n${body.replace(/^/gm, '> ').replace(/> $/, '')}> EOF\n`, 'terminal'],
    ['kubectl get', `kubectl get svc web -o yaml\n${body}`, 'terminal'],
    ['line numbers', body.trimEnd().split('\n').map((line, index) => `${String(index + 1).padStart(2)}: ${line}`).join('\n'), 'lineNumbers'],
    ['line numbers that touch the text', body.trimEnd().split('\n').map((line, index) => `${index + 1}${line}`).join('\n'), 'lineNumbers'],
    ['a column of line numbers', `1\n2\n3\n4\n5\n6\n7\n8\n9\n${body}`, 'lineNumbers'],
    ['a fence with prose around', `Here is my service:\n\n\`\`\`yaml\n${body}\`\`\`\n\nThen apply it with kubectl apply.\n`, 'fences'],
    ['tildes', `~~~\n${body}~~~\n`, 'fences'],
    ['prose', `Here is my service:\n\n${body}\nThen apply it with kubectl apply.\n`, 'prose'],
    ['quote marks', `${body.trimEnd().split('\n').map((line) => `> ${line}`).join('\n')}\n`, 'quoteMarks'],
    ['plus signs', `${body.trimEnd().split('\n').map((line) => `+${line}`).join('\n')}\n`, 'diffMarks'],
    ['a byte order mark and zero-width spaces', `\ufeff$ cat x\n${body.replace('name:', 'name:\u200b')}`, 'invisible'],
    ['non-breaking spaces', body.replaceAll('  ', '\u00a0\u00a0'), 'oddSpaces'],
    ['tabs', body.replaceAll('    ', '\t\t').replace(/^ {2}/gm, '\t'), 'tabs'],
    ['bullets', body.replace('- port', '• port'), 'dashes'],
    ['full-width colons', body.replaceAll(': ', '：'), 'punctuation'],
    ['break tags', body.replaceAll('\n', '<br>\n'), 'tags'],
    ['lone carriage returns', `$ cat x\r${body.replaceAll('\n', '\r')}`, 'lineBreaks'],
    ['indentation of all lines but the first', body.trimEnd().replace(/\n/g, '\n    '), 'indentation'],
  ])('%s', (_, text, note) => {
    const mending = mend(text);
    expect(mending.kind === 'mended' ? mending.text : mending).toBe(body);
    expect(mending.kind === 'mended' && mending.notes.map(({ code }) => code)).toContain(note);
  });

  it('leaves a misspelt field to others', () => {
    expect(mend(`\`\`\`\n${service.replace('selector', 'selektor')}\`\`\`\n`)).toMatchObject({ kind: 'mended', text: service.replace('selector', 'selektor') });
  });

  it('keeps whole documents beside a broken one as they are', () => {
    const whole = 'apiVersion: v1\nkind: Namespace\nmetadata: {name:   shop}   # odd, but good\n';
    const mending = mend(`${whole}---\n${service.split('\n').map((line) => line.trim()).join('')}`);
    expect(mending).toMatchObject({ kind: 'mended', text: `${whole}---\n${service}` });
  });
});

describe('shape that is lost', () => {
  const glue = (text: string): string => text.split('\n').map((line) => line.trim()).join('');
  it.each([
    ['line breaks', glue(service)],
    ['line breaks, blanks kept', service.replace(/\s+/g, ' ')],
    ['indentation', service.replace(/^ +/gm, '')],
    ['every second line break', service.split('\n').map((line, index) => line.trim() + (index % 2 === 0 ? '\n' : '')).join('')],
    ['dashes at the margin', service.replace(/^ +- /gm, '- ')],
    ['one dash', service.replace('    - port: 80', '    - port: 80\n      targetPort: 81').replace('- ', '')],
    ['indentation, and numbers before the lines', service.replace(/^ +/gm, '').trimEnd().split('\n').map((line, index) => `${index + 1} ${line}`).join('\n')],
    ['line breaks, with a prompt before', `$ cat web.yaml${glue(service)}`],
    ['line breaks, with sentences around', `Here is my service: ${glue(service)} Then apply it with kubectl apply.`],
    ['line breaks, in a fence', `\`\`\`yaml ${glue(service)}\`\`\``],
    ['line breaks, with non-breaking spaces', glue(service).replaceAll(' ', '\u00a0')],
    ['line breaks, with full-width colons', glue(service).replaceAll(': ', '：')],
    ['blanks behind colons', glue(service).replaceAll(': ', ':')],
  ])('%s', (name, text) => {
    const mending = mend(text);
    const wanted = name === 'one dash' ? service.replace('port: 80', 'port: 80\n      targetPort: 81') : service;
    expect(mending.kind === 'mended' ? mending.text : mending).toBe(wanted);
  });

  it('keeps the lines of a script whose indentation is gone', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: a\n      image: busybox\n      command:\n        - sh\n        - -c\n        - |\n          while true; do\n          echo hi\n          done\n      ports:\n        - containerPort: 80\n';
    expect(mend(pod.replace(/^ +/gm, ''))).toMatchObject({ kind: 'mended', text: pod });
  });

  it('finds the manifest in an article', () => {
    const article = `Create a file:\n\n${service.replace(/^(?=.)/gm, '    ')}\nCheck your Service:\n\n    kubectl get svc web\n\nNAME   TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   10.0.162.149   <none>        80/TCP    21s\n`;
    const mending = mend(article);
    expect(mending.kind === 'mended' && mend(mending.text).kind).toBe('fine');
    expect(mending.kind === 'mended' && mending.text.trim()).toBe(service.replace(/^(?=.)/gm, '    ').trim());
  });

  it('keeps comments that ran into the next key', () => {
    const mending = mend('apiVersion: v1kind: Service # a doormetadata:name: web # its namespec:ports:- port: 80 # for all');
    expect(mending).toMatchObject({ kind: 'mended', text: 'apiVersion: v1\nkind: Service # a door\nmetadata:\n  name: web # its name\nspec:\n  ports:\n    - port: 80 # for all\n' });
  });
});

describe('what can be read in two ways is not decided', () => {
  it.each([
    ['a security context of the Pod or of its container', 'apiVersion: v1kind: Podmetadata:name: aspec:containers:- name: aimage: nginxsecurityContext:runAsUser: 1000', 'securityContext'],
    ['a pair of labels without a known word', 'apiVersion: v1kind: Servicemetadata:name: aspec:selector:app: webxy: zports:- port: 80', 'selector'],
  ])('%s', (_, text, word) => {
    const mending = mend(text);
    expect(mending.kind).toBe('ambiguous');
    const texts = mending.kind === 'ambiguous' ? mending.readings.map((reading) => reading.text) : [];
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.length).toBeLessThanOrEqual(5);
    expect(new Set(texts).size).toBe(texts.length);
    for (const each of texts) expect(each).toContain(word);
  });
});

describe('what cannot be mended is said to be hopeless', () => {
  it.each([
    ['prose', 'Kubernetes Services have a kind: they are an abstraction.'],
    ['a compose file', 'services:\n  web:\n    image: nginx\n    ports: ["80:80"]\n'],
    ['a block scalar whose lines are gone', 'apiVersion: v1kind: ConfigMapmetadata:name: adata:run.sh: |#!/bin/shecho hello'],
    ['an unknown kind without shape', 'apiVersion: example.com/v1kind: Widgetmetadata:name: aspec:size: 3'],
    ['half a manifest', 'apiVersion: v1\nkind:\n'],
    ['a manifest whose kind is gone', 'apiVersion: v1metadata:name: aspec:ports:- port: 80'],
    ['keys that belong nowhere', 'apiVersion: v1kind: Servicemetadata:name: aspec:bogus: 1ports:- port: 80frobnicate:x: 1'],
    ['too long a text', `kind${' x'.repeat(3_000_000)}`],
    ['many labels that all may be cut anywhere', `apiVersion: v1kind: Servicemetadata:name: alabels:${'abcdefgh: ijklmnop'.repeat(6)}spec:ports:- port: 80`],
    ['a bare scalar', 'web\n'],
  ])('%s', (_, text) => {
    expect(mend(text)).toEqual({ kind: 'hopeless' });
  });
});
