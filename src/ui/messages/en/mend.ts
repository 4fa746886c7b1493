import { mendNotes } from '../../../protocol/messages/mendNotes.ts';

export const mend = {
  mended: 'This text lost its shape. Here is what it would be:',
  ambiguous: 'This text lost its shape, and can be read in {{count}} ways. Which one is meant?',
  compare: 'Compare',
  hide: 'Hide',
  take: 'Mend',
  takeReading: 'Take this one',
  reading: 'Reading {{number}}',
  before: 'As it is',
  after: 'As it would be',
  dismiss: 'Leave the text as it is',
  note: mendNotes,
} as const;
