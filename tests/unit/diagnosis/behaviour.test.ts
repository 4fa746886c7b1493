import { expect, it } from 'vitest';
import { createDiagnoser } from '../../../src/diagnosis/diagnoser.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { parseManifests } from '../../../src/manifests/parseManifests.ts';
import type { Behaviour } from '../../../src/protocol/command.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';

const manifests = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: c, ports: [{containerPort: 80}]}]}
`;

it('what containers are told to do is followed, for a workload and for a Pod', () => {
  const engine = createEngine({ settings: presetSettings('kubeadm'), seed: 1 });
  const diagnoser = createDiagnoser(engine.reader, () => engine.settings(), engine.behaviours);
  const observe = ({ changes }: Pick<ReturnType<typeof engine.advance>, 'changes'>): void => {
    for (const event of changes) diagnoser.observe(event);
  };
  const tell = (target: string, behaviour: Behaviour | null): readonly string[] => {
    observe(engine.dispatch({ type: 'setBehaviour', target, behaviour }));
    diagnoser.observeBehaviour(target);
    diagnoser.update(Infinity);
    return diagnoser.findings().map(({ rule }) => rule);
  };
  const documents = parseManifests(manifests).documents.flatMap(({ body }) => (body === undefined ? [] : [{ body }]));
  observe(engine.dispatch({ type: 'applyManifests', documents, mayPrune: true }));
  observe(engine.advance(10_000));
  diagnoser.update(Infinity);
  const [first, second] = engine.reader.list('Pod', 'default').map((pod) => `Pod/default/${pod.metadata.name}`);
  expect(diagnoser.findings()).toEqual([]);
  expect(tell('Deployment/default/web', { listensOn: [8080] })).toEqual(['targetPortNotListening']);
  expect(tell('Deployment/default/web', null)).toEqual([]);
  expect(tell(first ?? '', { listensOn: [] })).toEqual([]);
  expect(tell(second ?? '', { listensOn: [81] })).toEqual(['targetPortNotListening']);
});
