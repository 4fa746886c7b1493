export const editor = {
  panel: 'Manifests',
  label: 'Manifests, YAML editor. Press Control M to move the focus out with Tab.',
  open: 'Open files…',
  collapse: 'Hide the editor',
  problems: 'Problems',
  problemCount_one: '{{count}} problem',
  problemCount_other: '{{count}} problems',
  moreProblems_one: 'and {{count}} more',
  moreProblems_other: 'and {{count}} more',
  changeTo: 'Change to {{text}}',
  keptLastGood: 'Part of the text cannot be read. The cluster keeps what it had.',
  severity: { error: 'Error', warning: 'Warning', info: 'Note' },
} as const;
