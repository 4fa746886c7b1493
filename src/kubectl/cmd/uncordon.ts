import { immediate, type CommandSpec } from './command.ts';
import { namedNodes, setUnschedulable } from './drain/cordonNodes.ts';
import { dryRunFlag, selectorFlag } from './sharedFlags.ts';

/** `kubectl uncordon`. Mirrors k8s.io/kubectl/pkg/cmd/drain/drain.go (v1.36). */
export const uncordonCommand: CommandSpec = {
  use: 'uncordon NODE', short: 'Mark node as schedulable', long: 'Mark node as schedulable.', examples: '# Mark node "foo" as schedulable\nkubectl uncordon foo',
  flags: [selectorFlag, dryRunFlag],
  run: immediate((context) => {
    setUnschedulable(context, namedNodes(context), false);
    return 0;
  }),
};
