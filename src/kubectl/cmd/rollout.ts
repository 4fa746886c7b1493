import type { CommandSpec } from './command.ts';
import { rolloutPauseCommand, rolloutRestartCommand, rolloutResumeCommand } from './rollout/rolloutChanges.ts';
import { rolloutHistoryCommand } from './rollout/rolloutHistory.ts';
import { rolloutStatusCommand } from './rollout/rolloutStatus.ts';
import { rolloutUndoCommand } from './rollout/rolloutUndo.ts';

/** `kubectl rollout`. Mirrors k8s.io/kubectl/pkg/cmd/rollout/rollout.go (v1.36). */
export const rolloutCommand: CommandSpec = {
  use: 'rollout SUBCOMMAND', short: 'Manage the rollout of a resource',
  long: 'Manage the rollout of one or many resources.\n        \n Valid resource types include:\n\n  *  deployments\n  *  daemonsets\n  *  statefulsets',
  examples: "# Rollback to the previous deployment\nkubectl rollout undo deployment/abc\n\n# Check the rollout status of a daemonset\nkubectl rollout status daemonset/foo\n\n# Restart a deployment\nkubectl rollout restart deployment/abc\n\n# Restart deployments with the 'app=nginx' label\nkubectl rollout restart deployment --selector=app=nginx",
  subcommands: [rolloutHistoryCommand, rolloutPauseCommand, rolloutRestartCommand, rolloutResumeCommand, rolloutStatusCommand, rolloutUndoCommand],
};
