/** `kubectl rollout pause`, `resume` and `restart`. Mirrors rollout_pause.go, rollout_resume.go, rollout_restart.go and kubectl/pkg/polymorphichelpers (v1.36). */
import { formatTime } from '../../../engine/apiserver/time.ts';
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { without } from '../../../kube/without.ts';
import { fail } from '../../errors.ts';
import { changedAt } from '../../generate/podTemplateOf.ts';
import type { CommandSpec } from '../command.ts';
import { rolloutChangeCommand } from './rolloutTargets.ts';
import { textOf } from '../../jsonText.ts';

const restartable: ReadonlySet<string> = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);

function isPaused(object: JsonObject): boolean {
  return isJsonObject(object['spec']) && object['spec']['paused'] === true;
}

export const rolloutPauseCommand: CommandSpec = rolloutChangeCommand({
  use: 'pause RESOURCE', short: 'Mark the provided resource as paused',
  long: 'Mark the provided resource as paused.\n\n Paused resources will not be reconciled by a controller. Use "kubectl rollout resume" to resume a paused resource. Currently only deployments support being paused.',
  examples: '# Mark the nginx deployment as paused\n# Any current state of the deployment will continue its function; new updates\n# to the deployment will not have an effect as long as the deployment is paused\nkubectl rollout pause deployment/nginx',
}, {
  operation: 'paused', unchanged: () => ({ operation: 'already paused' }),
  change(object) {
    if (object['kind'] !== 'Deployment') fail('pausing is not supported');
    if (isPaused(object)) fail('is already paused');
    return changedAt(object, ['spec'], (spec) => ({ ...spec, paused: true }));
  },
});

export const rolloutResumeCommand: CommandSpec = rolloutChangeCommand({
  use: 'resume RESOURCE', short: 'Resume a paused resource',
  long: 'Resume a paused resource.\n\n Paused resources will not be reconciled by a controller. By resuming a resource, we allow it to be reconciled again. Currently only deployments support being resumed.',
  examples: '# Resume an already paused deployment\nkubectl rollout resume deployment/nginx',
}, {
  operation: 'resumed', unchanged: () => ({ operation: 'already resumed' }),
  change(object) {
    if (object['kind'] !== 'Deployment') fail('resuming is not supported');
    if (!isPaused(object)) fail('is not paused');
    return changedAt(object, ['spec'], (spec) => without(spec, 'paused'));
  },
});

export const rolloutRestartCommand: CommandSpec = rolloutChangeCommand({
  use: 'restart RESOURCE', short: 'Restart a resource', long: 'Restart a resource.\n\n Resource rollout will be restarted.',
  examples: "# Restart all deployments in the test-namespace namespace\nkubectl rollout restart deployment -n test-namespace\n\n# Restart a deployment\nkubectl rollout restart deployment/nginx\n\n# Restart deployments with the 'app=nginx' label\nkubectl rollout restart deployment --selector=app=nginx",
}, {
  operation: 'restarted',
  unchanged: (name) => ({ error: `failed to create patch for ${name}: if restart has already been triggered within the past second, please wait before attempting to trigger another` }),
  change(object, { cluster }) {
    if (!restartable.has(textOf(object['kind']))) fail('restarting is not supported');
    if (isPaused(object)) fail("can't restart paused deployment (run rollout resume first)");
    return changedAt(object, ['spec', 'template', 'metadata', 'annotations'], (annotations) => ({ ...annotations, 'kubectl.kubernetes.io/restartedAt': formatTime(cluster.nowMs) }));
  },
});
