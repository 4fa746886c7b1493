import { describe, expect, it } from 'vitest';
import type { Running, Streams } from '../../../src/kubectl/program.ts';
import type { ExecTarget } from '../../../src/kubectl/host.ts';
import { createWorkbench, webManifest } from './workbench.ts';

describe('kubectl logs', () => {
  it('has a line for every request that a pod answered', () => {
    const { engine, out } = createWorkbench(webManifest.replace('replicas: 2', 'replicas: 1'));
    expect(out('logs deploy/web')).toBe('');
    const address = out("get pods -o jsonpath='{.items[0].status.podIP}'");
    engine.dispatch({ type: 'request', spec: { from: { kind: 'node', name: 'node-2' }, to: `${address}:8080`, protocol: 'TCP', connection: 'new' }, times: 3 });
    engine.advance(5000);
    const lines = out('logs deploy/web').trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^\d+\.\d+\.\d+\.\d+ - - \[01\/Jan\/2026:00:00:11 \+0000\] "GET \/ HTTP\/1\.1" 200 -$/);
    expect(out('logs deploy/web --tail=1')).toBe(`${lines[2] ?? ''}\n`);
    expect(out('logs deploy/web --since=1s')).toBe('');
    expect(out('logs -l app=web --prefix --timestamps --tail=1')).toMatch(/^\[pod\/web-\w+-\w{5}\/srv\] 2026-01-01T00:00:11\S+ \d+/);
  });

  it.each([
    ['logs', "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples\n"],
    ['logs nosuch', 'error: error from server (NotFound): pods "nosuch" not found in namespace "default"\n'],
    ['logs deploy/web -c nosuch', 'is not valid for pod web-'],
  ])('%s', (line, want) => {
    expect(createWorkbench(webManifest).refusal(line)).toContain(want);
  });
});

describe('kubectl exec', () => {
  it('hands the program over to the host', () => {
    const calls: unknown[] = [];
    function* exec(target: ExecTarget, argv: readonly string[], streams: Streams, isInteractive: boolean): Running {
      yield* [];
      calls.push({ target, argv, isInteractive });
      streams.out('done\n');
      return 3;
    }
    const { out, run } = createWorkbench(webManifest, { exec });
    const name = out("get pods -o jsonpath='{.items[0].metadata.name}'");
    expect(run(`exec ${name} -- ls -l /tmp`)).toEqual({ stdout: 'done\n', stderr: 'command terminated with exit code 3\n', exit: 3 });
    run(`exec -it ${name} -c srv -- sh`);
    const target = { namespace: 'default', name, container: 'srv' };
    expect(calls).toEqual([{ target, argv: ['ls', '-l', '/tmp'], isInteractive: false }, { target, argv: ['sh'], isInteractive: true }]);
  });

  it.each([
    ['exec', 'error: pod, type/name or --filename must be specified\n'],
    ['exec nosuch -- ls', 'Error from server (NotFound): pods "nosuch" not found\n'],
    ['exec deploy/web', 'error: you must specify at least one command for the container\n'],
  ])('%s', (line, want) => {
    expect(createWorkbench(webManifest).refusal(line)).toBe(want);
  });
});

describe('kubectl events', () => {
  it('lists what happened to one object', () => {
    const { out, run } = createWorkbench(webManifest);
    expect(out('events --for deploy/web')).toMatch(/^LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n10s +Normal +ScalingReplicaSet +Deployment\/web +Scaled up replica set web-\w+ from 0 to 2\n$/);
    expect(run('events --types=Warning').stderr).toBe('No events found in default namespace.\n');
  });
});

describe('kubectl explain', () => {
  const documentation = (struct: string, field?: string) => (struct === 'ServiceSpec' && field === 'type'
    ? { description: 'type determines how the Service is exposed and this sentence goes on past seventy-six characters.', values: ['NodePort', 'ClusterIP'] }
    : undefined);

  it('shows fields, with what the host knows about them', () => {
    const { out } = createWorkbench('', { documentation });
    expect(out('explain svc.spec.type')).toBe(`KIND:       Service
VERSION:    v1

FIELD: type <string>
ENUM:
    ClusterIP
    NodePort

DESCRIPTION:
    type determines how the Service is exposed and this sentence goes on past
    seventy-six characters.
    

`);
    expect(out('explain svc.spec')).toContain('  type\t<string>\n  enum: ClusterIP, NodePort\n    type determines how the Service is exposed and this sentence goes on past\n    seventy-six characters.\n\n');
  });

  it.each([
    ['svc.foo', 'error: field "foo" does not exist\n'],
    ['foo', 'the server doesn\'t have a resource type "foo"\n'],
  ])('refuses %s', (path, want) => {
    expect(createWorkbench().refusal(`explain ${path}`)).toBe(want);
  });
});

describe('kubectl run with a terminal', () => {
  it('attaches to the new pod, and removes it with --rm whatever happens', () => {
    function* exec(_target: ExecTarget, argv: readonly string[], streams: Streams): Running {
      yield* [];
      streams.out(`${argv.join(' ')}\n`);
      return 0;
    }
    const { run } = createWorkbench('', { exec });
    const { stdout, stderr, exit } = run('run a --image=busybox -it --rm --restart=Never -- wget -qO- web');
    expect([stdout, exit]).toEqual(['wget -qO- web\npod "a" deleted from default namespace\n', 0]);
    expect(stderr).toContain("If you don't see a command prompt, try pressing enter.\n");
    const { out, refusal } = createWorkbench();
    expect(refusal('run a --image=busybox -it --rm -- sh')).toContain('error dialing backend');
    expect(out('get pods')).toMatch(/^a .* Terminating /m);
  });
});
