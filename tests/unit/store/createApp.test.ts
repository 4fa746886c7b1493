import { describe, expect, it } from 'vitest';
import type { ManifestDiagnostic } from '../../../src/protocol/message.ts';
import type { RequestSummary } from '../../../src/protocol/request.ts';
import { presetNode } from '../../../src/protocol/settings.ts';
import { findScenario, firstScenario } from '../../../src/scenarios/library.ts';
import { encodeFile } from '../../../src/share/file.ts';
import { encodeLink } from '../../../src/share/link.ts';
import { defaultView } from '../../../src/share/sharedState.ts';
import { createApp } from '../../../src/store/createApp.ts';
import { documentOf, firstDocument } from '../../../src/store/documents.ts';
import { createTestWorld } from './world.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web} # the front
spec:
  replicas: 2 # twice
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;
const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };
const range = (start: number, end: number) => ({ start, end, startLine: 1, startColumn: start + 1, endLine: 1, endColumn: end + 1 });
const request = (id: number): RequestSummary => ({
  id, spec: { from: { kind: 'outside', name: 'outside' }, to: '10.0.0.1:80', protocol: 'TCP', connection: 'new' }, startMs: 0, endMs: 1, outcome: 'answered', way: [],
});

function open(given: Parameters<typeof createTestWorld>[0] = {}) {
  const world = createTestWorld(given);
  return { ...world, app: createApp(world.options) };
}

describe('what the page opens with', () => {
  const other = { ...firstDocument, manifests: deployment, scenarioId: null, title: 'mine' };
  it.each([
    { name: 'the first scenario on the first visit', given: {}, manifests: firstScenario.start.manifests, toasts: [] },
    { name: 'what autosave kept', given: { saved: encodeFile(other, defaultView) }, manifests: deployment, toasts: [] },
    { name: 'the link before what autosave kept', given: { hash: encodeLink(other, defaultView), saved: encodeFile(firstDocument, defaultView) }, manifests: deployment, toasts: ['shell.toast.openedLink'] },
    { name: 'what autosave kept where the link is cut', given: { hash: encodeLink(firstDocument, defaultView).slice(0, 90), saved: encodeFile(other, defaultView) }, manifests: deployment, toasts: ['shell.share.damaged'] },
    { name: 'the first scenario where both are rubbish', given: { hash: '#1.%%%', saved: '{"svcscope":1' }, manifests: firstScenario.start.manifests, toasts: ['shell.share.damaged'] },
    { name: 'the first scenario behind an anchor', given: { hash: '#top' }, manifests: firstScenario.start.manifests, toasts: [] },
  ])('is $name, running', ({ given, manifests, toasts }) => {
    const { app, sent } = open(given);
    expect(app.document.getState().manifests).toBe(manifests);
    expect(sent.starts).toHaveLength(1);
    expect(sent.starts[0]).toMatchObject({ start: { manifests }, options: { isPlaying: true } });
    expect(app.ui.getState().toasts.map((toast) => toast.code)).toEqual(toasts);
  });

  it('keeps what a link displaced, and can go back to it', () => {
    const saved = encodeFile(other, defaultView);
    const { app, storage, page } = open({ hash: encodeLink(firstDocument, defaultView), saved });
    expect(page.hash).toBe('');
    expect(storage.slots.get('previous')).toBe(saved);
    app.ui.getState().toasts[0]?.action?.run();
    expect(app.document.getState()).toEqual(other);
  });

  it('opens a link that is put into the address of the open page', () => {
    const { app, goTo, sent } = open();
    goTo(encodeLink(other, { ...defaultView, selection: 'Service/default/web' }));
    expect(app.document.getState()).toEqual(other);
    expect(app.ui.getState().selection).toBe('Service/default/web');
    expect(sent.starts.at(-1)?.start.manifests).toBe(deployment);
    goTo('#1.broken');
    expect(app.document.getState()).toEqual(other);
    expect(app.ui.getState().toasts.at(-1)?.code).toBe('shell.share.damaged');
  });
});

describe('one history for text and canvas', () => {
  it('typing is one step, a pause begins another', () => {
    const { app, clock, sent } = open();
    for (const text of ['a', 'ab', 'abc']) {
      app.actions.setManifests(text);
      clock.advance(100);
    }
    clock.advance(2000);
    app.actions.setManifests('abcd');
    expect(sent.texts).toEqual(['a', 'ab', 'abc', 'abcd']);
    app.actions.undo();
    expect(app.document.getState().manifests).toBe('abc');
    app.actions.undo();
    expect(app.document.getState()).toEqual(firstDocument);
    expect(app.actions.canUndo()).toBe(false);
    app.actions.redo();
    expect(app.document.getState().manifests).toBe('abc');
    expect(sent.texts.at(-1)).toBe('abc');
  });

  it('a text that replaces the scenario is no scenario any more, and has traffic of its own', () => {
    const { app, sent } = open();
    const text = `${deployment}---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n`;
    app.actions.setManifests(text);
    expect(app.document.getState()).toMatchObject({ scenarioId: null, manifests: text, traffic: [{ to: 'web:80', from: { id: 'Deployment/default/web' } }] });
    expect(sent.starts).toHaveLength(1);
    expect(sent.texts).toEqual([text]);
    const own = { id: 'own', from: { kind: 'outside', name: 'outside' }, to: 'x:1', protocol: 'TCP', connection: 'new', ratePerSecond: 1, isEnabled: true } as const;
    app.actions.setTraffic([own]);
    app.actions.importText(deployment.replaceAll('web', 'other'), 'replace');
    expect(app.document.getState().traffic).toEqual([own]);
    for (let step = 0; step < 3; step++) app.actions.undo();
    expect(app.document.getState()).toEqual(firstDocument);
    expect(sent.starts).toHaveLength(2);
  });

  it('a change after undo forgets what could be done again, also while typing goes on', () => {
    const { app } = open();
    app.actions.setManifests('a');
    app.actions.undo();
    expect(app.actions.canRedo()).toBe(true);
    app.actions.setManifests('b');
    expect(app.actions.canRedo()).toBe(false);
    app.actions.undo();
    expect(app.document.getState()).toEqual(firstDocument);
  });

  it('a slider writes the number in the text and nothing else, and its way is one step', () => {
    const { app } = open();
    app.actions.setManifests(deployment);
    for (const replicas of [3, 4, 5]) app.actions.setReplicas('Deployment/default/web', replicas);
    expect(app.document.getState().manifests).toBe(deployment.replace('replicas: 2', 'replicas: 5'));
    app.actions.undo();
    expect(app.document.getState().manifests).toBe(deployment);
  });

  it('traffic, behaviours and settings are in it, and the engine follows back and forth', () => {
    const { app, sent } = open();
    const flow = { id: 'x', from: { kind: 'outside', name: 'outside' }, to: 'a:80', protocol: 'TCP', connection: 'new', ratePerSecond: 1, isEnabled: true } as const;
    app.actions.setTraffic([flow]);
    app.actions.setBehaviour('Pod/default/a', { crashes: true });
    void app.actions.command({ type: 'addNode', node: presetNode(2) });
    app.actions.undo();
    app.actions.undo();
    app.actions.undo();
    expect(app.document.getState()).toEqual(firstDocument);
    expect(sent.commands).toEqual([
      { type: 'setTraffic', flows: [flow] },
      { type: 'setBehaviour', target: 'Pod/default/a', behaviour: { crashes: true } },
      { type: 'addNode', node: presetNode(2) },
      { type: 'removeNode', name: 'node-3' },
      { type: 'setBehaviour', target: 'Pod/default/a', behaviour: null },
      { type: 'setTraffic', flows: firstDocument.traffic },
    ]);
  });

  it('a scenario can be opened and left again', () => {
    const { app, sent } = open();
    app.actions.openScenario('nodeport');
    expect(app.document.getState()).toEqual(documentOf(findScenario('nodeport') ?? firstScenario));
    app.actions.undo();
    expect(app.document.getState()).toEqual(firstDocument);
    expect(sent.starts.map(({ start }) => start.settings.nodes.length)).toEqual([2, 3, 2]);
    app.actions.openScenario('source-address');
    expect(sent.starts).toHaveLength(4);
    app.actions.openScenario('no such');
    expect(sent.starts).toHaveLength(4);
  });
});

describe('the text', () => {
  const opened = () => {
    const world = open();
    world.app.actions.setManifests(deployment);
    return world;
  };

  it('fields are found and written', () => {
    const { app } = opened();
    expect(app.actions.locate(ref, ['spec', 'replicas'])).toMatchObject({ startLine: 5, startColumn: 13 });
    expect(app.actions.locate(ref, ['spec', 'paused'])).toBeNull();
    expect(app.actions.editField(ref, ['metadata', 'name'], 'api')).toBe(true);
    expect(app.document.getState().manifests).toContain('{name: api} # the front');
    expect(app.actions.editField(ref, ['spec', 'replicas'], 1)).toBe(false);
  });

  it('a field that is not written is shown at its place in the object', () => {
    const { app } = opened();
    app.actions.revealField(ref, ['spec', 'strategy', 'type']);
    expect(app.ui.getState()).toMatchObject({ isEditorOpen: true, phoneTab: 'yaml', reveal: { range: { startLine: 4 }, token: 1 } });
    app.actions.revealField({ ...ref, name: 'none' }, []);
    expect(app.ui.getState().toasts.at(-1)?.code).toBe('shell.toast.notInText');
  });

  it('replicas can be set where the text has a place for them', () => {
    const { app } = opened();
    expect(app.actions.canSetReplicas('Deployment/default/web')).toBe(true);
    expect(app.actions.canSetReplicas('Deployment/default/other')).toBe(false);
    app.actions.setManifests('kind: Deployment\nmetadata: {name: web}\nspec: [');
    expect(app.actions.canSetReplicas('Deployment/default/web')).toBe(false);
  });

  it('a fix changes the characters it speaks of, and only in the text it speaks of', () => {
    const { app, report } = opened();
    const diagnostic: ManifestDiagnostic = { severity: 'error', source: 'api', message: 'm', range: range(0, 4), fixes: [{ title: { code: 'c', params: {} }, edits: [{ range: range(12, 19), text: 'v1' }] }] };
    app.actions.applyFix(diagnostic);
    expect(app.ui.getState().toasts.at(-1)?.code).toBe('shell.toast.staleFix');
    report({ type: 'manifests', atMs: 0, textRevision: 1, results: [], diagnostics: [diagnostic], isComplete: true });
    app.actions.applyFix(diagnostic);
    expect(app.document.getState().manifests).toBe(deployment.replace('apps/v1', 'v1'));
  });

  it('what is said of an older text is not shown', () => {
    const { app, report } = opened();
    app.actions.setManifests('newer');
    report({ type: 'manifests', atMs: 0, textRevision: 1, results: [], diagnostics: [], isComplete: false });
    expect(app.manifests.getState()).toMatchObject({ textRevision: 0, isComplete: true });
    report({ type: 'manifests', atMs: 0, textRevision: 2, results: [], diagnostics: [], isComplete: false });
    expect(app.manifests.getState()).toMatchObject({ textRevision: 2, isComplete: false });
  });

  it.each([
    { name: 'replaces, with traffic to look at', text: `${deployment}---\r\nkind: Service\r\nmetadata: {name: web}\r\nspec: {ports: [{port: 80}]}`, mode: 'replace', flows: 1, starts: `${deployment}---\nkind: Service` },
    { name: 'appends behind a marker', text: 'kind: Service', mode: 'append', flows: firstDocument.traffic.length, starts: `${firstDocument.manifests.trimEnd()}\n---\nkind: Service` },
    { name: 'opens a scenario file as what it is', text: encodeFile({ ...firstDocument, manifests: 'x', traffic: [] }, defaultView), mode: 'append', flows: 0, starts: 'x' },
  ] as const)('an import $name, and can be undone', ({ text, mode, flows, starts }) => {
    const { app } = open();
    app.actions.importText(text, mode);
    expect(app.document.getState().manifests.startsWith(starts)).toBe(true);
    expect(app.document.getState().traffic).toHaveLength(flows);
    app.ui.getState().toasts.at(-1)?.action?.run();
    expect(app.document.getState()).toEqual(firstDocument);
  });
});

describe('requests', () => {
  it('the newest come first, each once, at most 500', () => {
    const { app, report } = open();
    const diff = (revision: number, requests: readonly RequestSummary[]) => report({ type: 'diff', revision, nowMs: revision, changes: {}, events: [], requests });
    diff(1, [request(1), request(2)]);
    diff(2, [request(2), request(3)]);
    expect(app.requests.getState().recent.map(({ id }) => id)).toEqual([3, 2, 1]);
    diff(3, Array.from({ length: 600 }, (_, index) => request(index + 10)));
    expect(app.requests.getState().recent).toHaveLength(500);
    expect(app.requests.getState().recent[0]?.id).toBe(609);
  });

  it('one that is sent is selected, and its trace asked for', async () => {
    const { app, replies } = open();
    replies.requests = [request(7)];
    replies.answer = { kind: 'trace', trace: { ...request(7), hops: [], notChosen: [] }, changes: [] };
    const sent = app.actions.sendRequest(request(7).spec, 1);
    expect((await sent).requests).toEqual([request(7)]);
    await Promise.resolve();
    expect(app.requests.getState()).toMatchObject({ selectedId: 7, trace: { id: 7 } });
    expect(app.ui.getState().inspectorTab).toBe('request');
  });

  it('a trace that comes after another was selected is dropped; one too old is gone', async () => {
    const { app, replies } = open();
    replies.answer = { kind: 'trace', trace: { ...request(1), hops: [], notChosen: [] }, changes: [] };
    app.actions.selectRequest(1);
    replies.answer = { kind: 'gone' };
    app.actions.selectRequest(2);
    expect(app.requests.getState().trace).toBe('loading');
    await Promise.resolve();
    await Promise.resolve();
    expect(app.requests.getState()).toMatchObject({ selectedId: 2, trace: 'gone' });
  });
});

describe('the page', () => {
  it('saves shortly after a change, and at once when it closes', () => {
    const { app, clock, storage } = open();
    app.actions.setManifests('one');
    expect(storage.slots.size).toBe(0);
    clock.advance(300);
    expect(storage.slots.get('current')).toContain('"manifests": "one"');
    app.actions.select('Pod/default/a');
    clock.advance(300);
    expect(storage.slots.get('current')).toContain('"selection": "Pod/default/a"');
    app.actions.setManifests('two');
    app.flush();
    expect(storage.slots.get('unsaved')).toContain('"manifests": "two"');
    app.dispose();
  });

  it('gives a link that opens as what it is, or says that it is too long', () => {
    const { app } = open();
    const link = app.actions.shareLink();
    expect('url' in link ? link.url : '').toMatch(/^https:\/\/example\.com\/svcscope\/#1\./);
    const { app: other } = open({ hash: new URL('url' in link ? link.url : '').hash });
    expect(other.document.getState()).toEqual(app.document.getState());
    app.actions.setManifests(Array.from({ length: 6000 }, (_, index) => (index * 7919).toString(36)).join('\n'));
    expect(app.actions.shareLink()).toMatchObject({ code: 'shell.share.tooLong', params: { max: 8192 } });
  });

  it('time is played, stopped, stepped and sped', () => {
    const { app, sent } = open();
    app.actions.pause();
    app.actions.setSpeed(5);
    app.actions.play();
    app.actions.step();
    expect(sent.playing).toEqual([{ isPlaying: false, speed: 1 }, { isPlaying: false, speed: 5 }, { isPlaying: true, speed: 5 }, { isPlaying: false, speed: 5 }]);
    expect(sent.steps).toBe(1);
  });

  it('a selection that is removed from the cluster is none any more', () => {
    const { app, report } = open();
    app.actions.select('Pod/default/a');
    report({ type: 'diff', revision: 1, nowMs: 1, changes: { pods: { upserts: [], removes: ['Pod/default/b'] } }, events: [], requests: [] });
    expect(app.ui.getState().selection).toBe('Pod/default/a');
    report({ type: 'diff', revision: 2, nowMs: 1, changes: { pods: { upserts: [], removes: ['Pod/default/a'] } }, events: [], requests: [] });
    expect(app.ui.getState().selection).toBeNull();
  });

  it('commands have ids and keys of their own, and labels', () => {
    const { app } = open();
    const ids = app.commands.map(({ id }) => id);
    const shortcuts = app.commands.flatMap(({ shortcut }) => shortcut ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
    expect(app.commands.find(({ id }) => id === 'selection.killPod')?.isAvailable()).toBe(false);
  });

  it('toasts go by themselves', () => {
    const { app, clock } = open();
    app.actions.toast('a');
    app.actions.toast('a');
    expect(app.ui.getState().toasts).toHaveLength(1);
    clock.advance(10_000);
    expect(app.ui.getState().toasts).toHaveLength(0);
  });

  it('a refused command is said', async () => {
    const { app, replies } = open();
    replies.error = 'command.notFound';
    expect(await app.actions.command({ type: 'killPod', namespace: 'default', name: 'a' })).toEqual({ error: 'command.notFound' });
    expect(app.ui.getState().toasts.at(-1)?.code).toBe('shell.notice.command.notFound');
  });
});
