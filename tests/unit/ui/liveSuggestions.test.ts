import { describe, expect, it } from 'vitest';
import { presetSettings } from '../../../src/protocol/settings.ts';
import { liveSuggestions } from '../../../src/ui/editor/liveSuggestions.ts';
import { yamlContext } from '../../../src/ui/editor/yamlContext.ts';
import { harness, scenario } from '../worker/sessionHarness.ts';

const cluster = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web, tier: front}}
spec: {containers: [{name: web, image: nginx, ports: [{name: http, containerPort: 8080}, {containerPort: 9090}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: db}}
spec: {containers: [{name: db, image: postgres, ports: [{name: sql, containerPort: 5432}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}, ports: [{name: sql, port: 5432}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: NodePort, clusterIP: 10.96.0.11, ports: [{name: http, port: 80, nodePort: 30080}]}
`;

/** What is offered at `|`. */
function offered(text: string): readonly string[] {
  const { start, run, view } = harness();
  const settings = presetSettings('kubeadm');
  start(scenario(cluster, { settings }));
  run(20);
  const offset = text.indexOf('|');
  const lines = text.slice(0, offset).split('\n');
  return liveSuggestions(yamlContext(text.replace('|', ''), lines.length, lines.at(-1)?.length ?? 0), { view: view(), settings }).map((suggestion) => suggestion.text);
}

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: x\nspec:\n';

describe('what the cluster has is offered', () => {
  it.each([
    { name: 'ports of the Pods that the selector picks', text: `${service}  selector:\n    app: web\n  ports:\n  - port: 80\n    targetPort: |`, texts: ['http', '8080', '9090'] },
    { name: 'ports of all Pods while it picks none', text: `${service}  ports:\n  - port: 80\n    targetPort: |`, texts: ['http', 'sql', '5432', '8080', '9090'] },
    { name: 'labels', text: `${service}  selector:\n    |`, texts: ['app: db', 'app: web', 'tier: front'] },
    { name: 'values of a label', text: `${service}  selector: {app: |}`, texts: ['db', 'web'] },
    { name: 'None and addresses that are free', text: `${service}  clusterIP: |`, texts: ['None', '10.96.0.12', '10.96.0.13', '10.96.0.14'] },
    { name: 'node ports that are free', text: `${service}  ports:\n  - nodePort: |`, texts: ['30081', '30082', '30083'] },
    { name: 'Namespaces', text: 'kind: Pod\nmetadata:\n  namespace: |', texts: ['default', 'shop'] },
    { name: 'headless Services', text: 'kind: StatefulSet\nspec:\n  serviceName: |', texts: ['db'] },
    { name: 'Services behind an Ingress', text: 'kind: Ingress\nmetadata: {namespace: shop}\nspec:\n  rules:\n  - http:\n      paths:\n      - backend:\n          service:\n            name: |', texts: ['web'] },
    { name: 'their ports', text: 'kind: Ingress\nmetadata: {namespace: shop}\nspec:\n  rules:\n  - http:\n      paths:\n      - backend:\n          service:\n            name: web\n            port:\n              number: |', texts: ['80'] },
    { name: 'nothing where nothing fits', text: `${service}  type: |`, texts: [] },
  ])('$name', ({ text, texts }) => {
    expect(offered(text)).toEqual(texts);
  });
});
