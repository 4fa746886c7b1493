import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { asJsonObject } from '../../../../src/kube/json.ts';
import { testCluster, type TestCluster } from './testCluster.ts';

const manifests = readFileSync(new URL('revisionNames.yaml', import.meta.url), 'utf8');

function clusterOf(text: string): TestCluster {
  const cluster = testCluster('reported');
  for (const document of loadAll(text)) cluster.create(asJsonObject(document as object));
  return cluster;
}

function revisionNames({ engine }: TestCluster): readonly string[] {
  return (['ControllerRevision', 'ReplicaSet'] as const).flatMap((kind) => engine.reader.list(kind).map(({ metadata }) => metadata.name)).sort();
}

describe('names of ReplicaSets and revisions', () => {
  it('are those that a real cluster gives', () => {
    expect(revisionNames(clusterOf(manifests))).toEqual(['ds-6fcfc798f', 'ds-rich-5d658d58c6', 'rich-6f5899d8b8', 'simple-7c5f4c69f', 'sts-b885f96f4', 'sts-rich-65b64cccf8']);
  });

  it.each([
    { name: 'a Deployment', kind: 'Deployment', object: 'simple', image: 'nginx:1.16.1', made: 'simple-6d87656566' },
    { name: 'a StatefulSet', kind: 'StatefulSet', object: 'sts', image: 'nginx:2', made: 'sts-74cd6569b' },
    { name: 'a DaemonSet', kind: 'DaemonSet', object: 'ds', image: 'nginx:2', made: 'ds-6cd96c8d4c' },
  ])('follow another image of $name', ({ kind, object, image, made }) => {
    const cluster = clusterOf(manifests);
    cluster.patch(kind, object, { spec: { template: { spec: { containers: [{ name: 'nginx', image, ports: [{ containerPort: 80 }] }] } } } });
    expect(revisionNames(cluster)).toContain(made);
  });
});
