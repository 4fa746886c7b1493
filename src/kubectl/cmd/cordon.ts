import { immediate, type CommandSpec } from './command.ts';
import { namedNodes, setUnschedulable } from './drain/cordonNodes.ts';
import { dryRunFlag, selectorFlag } from './sharedFlags.ts';

/** `kubectl cordon`. Mirrors k8s.io/kubectl/pkg/cmd/drain/drain.go (v1.36). */
export const cordonCommand: CommandSpec = {
  use: 'cordon NODE', short: 'Mark node as unschedulable', long: 'Mark node as unschedulable.', examples: '# Mark node "foo" as unschedulable\nkubectl cordon foo',
  flags: [selectorFlag, dryRunFlag],
  run: immediate((context) => {
    setUnschedulable(context, namedNodes(context), true);
    return 0;
  }),
};
