import { fixTitles } from '../../../protocol/messages/fixTitles.ts';

export const editor = {
  panel: 'Manifests',
  label: 'Manifests, YAML editor. Press Control M to move the focus out with Tab.',
  open: 'Open files…',
  collapse: 'Hide the editor',
  stored: 'Stored, not simulated yet',
  withoutCard: 'Without a card',
  problems: 'Problems',
  textItself: 'The text itself',
  inCluster: 'in this cluster',
  problemCount_one: '{{count}} problem',
  problemCount_other: '{{count}} problems',
  moreProblems_one: 'and {{count}} more',
  moreProblems_other: 'and {{count}} more',
  fix: fixTitles,
  keptLastGood: 'Part of the text cannot be read. The cluster keeps what it had.',
  severity: { error: 'Error', warning: 'Warning', info: 'Note' },
  drift: {
    title: 'The cluster is not what the text says', count_one: '{{count}} difference', count_other: '{{count}} differences',
    changed: 'was changed in the cluster:', deleted: 'was deleted from the cluster.', added: 'is in the cluster and not in the text.', removed: 'removed',
    take: 'Take into the text', putBack: 'Put back', takeOne: 'Take into the text: {{kind}} {{name}}', putBackOne: 'Put back: {{kind}} {{name}}', takeAll: 'Take all', putBackAll: 'Put all back',
  },
} as const;
