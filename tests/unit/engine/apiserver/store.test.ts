import { describe, expect, it } from 'vitest';
import { Store } from '../../../../src/engine/apiserver/storage/store.ts';
import type { KubeObject } from '../../../../src/engine/context.ts';
import { createRandom } from '../../../../src/engine/random.ts';
import { pod } from './apiCluster.ts';

const names = (objects: readonly KubeObject[]): string[] => objects.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);

describe('lists', () => {
  it('are in order of namespace, then name, whatever the order of writes', () => {
    const store = new Store();
    for (const [namespace, name] of [['b', 'x'], ['a', 'z'], ['a', 'y'], ['b', 'a']]) store.put(pod(name ?? '', { namespace: namespace ?? '' }));
    expect(names(store.list('Pod'))).toEqual(['a/y', 'a/z', 'b/a', 'b/x']);
    store.put(pod('aa', { namespace: 'b' }));
    store.remove('Pod', 'a', 'z');
    expect(names(store.list('Pod'))).toEqual(['a/y', 'b/a', 'b/aa', 'b/x']);
    expect(names(store.list('Pod', 'b'))).toEqual(['b/a', 'b/aa', 'b/x']);
    expect(store.count('Pod')).toBe(4);
  });

  it('show the present state of objects that were changed after the last list', () => {
    const store = new Store();
    store.put(pod('a'));
    store.list('Pod');
    store.put(pod('a', { labels: { app: 'new' } }));
    expect(store.list('Pod')[0]?.metadata.labels).toEqual({ app: 'new' });
  });
});

describe('watches', () => {
  it('hear of each write in the order of registration, kind or all kinds', () => {
    const store = new Store();
    const heard: string[] = [];
    store.watch('Pod', ({ type, object, old }) => heard.push(`pod ${type} ${object.metadata.name} ${old === undefined ? 'new' : 'known'}`));
    store.watch(undefined, ({ type }) => heard.push(`all ${type}`));
    store.put(pod('a'));
    store.put(pod('a', { labels: { x: 'y' } }));
    store.remove('Pod', 'default', 'a');
    expect(heard).toEqual(['pod ADDED a new', 'all ADDED', 'pod MODIFIED a known', 'all MODIFIED', 'pod DELETED a known', 'all DELETED']);
  });

  it('hear of what a watcher writes after the write that it was told about', () => {
    const store = new Store();
    const heard: string[] = [];
    store.watch('Pod', ({ type, object }) => {
      if (type === 'ADDED' && object.metadata.name === 'a') store.put(pod('b'));
    });
    store.watch('Pod', ({ object }) => heard.push(object.metadata.name));
    store.put(pod('a'));
    expect(heard).toEqual(['a', 'b']);
  });

  it('get a resource version that every write raises, deletions too', () => {
    const store = new Store();
    const versions: (string | undefined)[] = [];
    store.watch(undefined, ({ object }) => versions.push(object.metadata.resourceVersion));
    store.put(pod('a'));
    store.put(pod('a'));
    store.remove('Pod', 'default', 'a');
    expect(versions).toEqual(['1', '2', '3']);
  });
});

describe('indexes', () => {
  it('find what a scan of everything finds, after any writes', () => {
    const random = createRandom(7, 'names');
    const store = new Store();
    const pick = <T>(items: readonly T[], fallback: T): T => items[random.int(items.length)] ?? fallback;
    const labelSets: Readonly<Record<string, string>>[] = [{}, { app: 'web' }, { app: 'api' }, { app: 'web', tier: 'x' }, { constructor: 'odd' }];
    for (let step = 0; step < 2000; step++) {
      const name = `p${random.int(60)}`;
      const namespace = pick(['a', 'b'], 'a');
      if (random.int(4) === 0) {
        store.remove('Pod', namespace, name);
        continue;
      }
      const owner = pick(['', 'u1', 'u2'], '');
      store.put(pod(name, {
        namespace, labels: pick(labelSets, {}),
        ...(owner === '' ? {} : { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner }] }),
      }, { nodeName: pick(['', 'node-1', 'node-2'], '') }));
    }
    const all = store.list('Pod');
    const queries: Readonly<Record<string, string>>[] = [{ app: 'web' }, { tier: 'x', app: 'web' }, { app: 'nosuch' }, { constructor: 'odd' }];
    for (const labels of queries) {
      const wanted = all.filter(({ metadata }) => metadata.namespace === 'a' && Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value));
      expect(names(store.withLabels('Pod', 'a', labels))).toEqual(names(wanted));
    }
    for (const uid of ['u1', 'u2', 'u3']) expect(names(store.ownedBy(uid))).toEqual(names(all.filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === uid)));
    for (const node of ['node-1', 'node-2', 'node-3']) {
      expect(names(store.podsOnNode(node))).toEqual(names(all.filter((object) => 'spec' in object && JSON.stringify(object.spec).includes(`"${node}"`))));
    }
  });

  it('give everything in a namespace for no labels', () => {
    const store = new Store();
    store.put(pod('a'));
    store.put(pod('b', { namespace: 'other' }));
    expect(names(store.withLabels('Pod', 'default', {}))).toEqual(['default/a']);
  });
});
