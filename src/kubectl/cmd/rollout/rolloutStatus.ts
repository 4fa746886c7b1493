/** `kubectl rollout status`. Mirrors k8s.io/kubectl/pkg/cmd/rollout/rollout_status.go (v1.36). */
import type { KubeObject } from '../../../engine/context.ts';
import { Failure, fail, type ClientError } from '../../errors.ts';
import type { Running } from '../../program.ts';
import type { ResourceInfo } from '../../resource/resourceInfo.ts';
import { rolloutStatus } from '../../rollout/rolloutStatus.ts';
import type { CommandContext, CommandSpec } from '../command.ts';
import { checkTargets, rolloutTargets, targetFlags } from './rolloutTargets.ts';

/** Looks again at least so often where nothing is heard. */
const longestPauseMs = 60_000;

/** Tells how far one rollout is, at first and after each change, until it is done. */
function* follow(context: CommandContext, { mapping, namespace, name }: ResourceInfo): Running {
  const { cluster, flags, streams } = context;
  const revision = flags.int('revision');
  const deadlineMs = flags.durationMs('timeout') === 0 ? Number.POSITIVE_INFINITY : cluster.nowMs + flags.durationMs('timeout');
  const feed = cluster.watch();
  try {
    const first = cluster.engine.reader.getAny(mapping.kind, namespace, name);
    const states: KubeObject[] = first === undefined ? [] : [first];
    for (;;) {
      for (const state of states.splice(0)) {
        const { text, isDone } = rolloutStatus(mapping, state, revision);
        streams.out(text);
        if (isDone || !flags.bool('watch')) return 0;
      }
      if (cluster.nowMs >= deadlineMs) fail('timed out waiting for the condition');
      yield { untilMs: Math.min(deadlineMs, cluster.nowMs + longestPauseMs), orOnChange: true };
      for (const { type, object } of feed.take()) {
        if (object.kind !== mapping.kind || (object.metadata.namespace ?? '') !== namespace || object.metadata.name !== name) continue;
        if (type === 'DELETED') fail('object has been deleted');
        states.push(object);
      }
    }
  } finally {
    feed.close();
  }
}

export const rolloutStatusCommand: CommandSpec = {
  use: 'status (TYPE NAME | TYPE/NAME) [flags]', short: 'Show the status of the rollout',
  long: "Show the status of the rollout.\n\n By default 'rollout status' will watch the status of the latest rollout until it's done. If you don't want to wait for the rollout to finish then you can use --watch=false. Note that if a new rollout starts in-between, then 'rollout status' will continue watching the latest revision. If you want to pin to a specific revision and abort if it is rolled over by another revision, use --revision=N where N is the revision you need to watch for.",
  examples: '# Watch the rollout status of a deployment\nkubectl rollout status deployment/nginx',
  flags: [
    ...targetFlags,
    { name: 'watch', shorthand: 'w', type: 'bool', default: 'true', help: "Watch the status of the rollout until it's done." },
    { name: 'revision', type: 'int64', help: 'Pin to a specific revision for showing its status. Defaults to 0 (last revision).' },
    { name: 'timeout', type: 'duration', help: 'The length of time to wait before ending watch, zero means never. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h).' },
  ],
  *run(context) {
    checkTargets(context);
    const revision = context.flags.int('revision');
    if (revision < 0) fail(`revision must be a positive integer: ${revision}`);
    const { infos, errors: missing } = rolloutTargets(context).collect();
    const errors: ClientError[] = [...missing];
    for (const info of infos) {
      try {
        yield* follow(context, info);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        errors.push(...error.errors);
      }
    }
    if (errors.length > 0) throw new Failure(errors);
    if (infos.length === 0) context.streams.err(`No resources found in ${context.namespace} namespace.\n`);
    return 0;
  },
};
