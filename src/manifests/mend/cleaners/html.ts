import { replacing, type Cleaner } from './cleaner.ts';

const entities: Readonly<Record<string, string>> = {
  quot: '"', apos: "'", amp: '&', lt: '<', gt: '>', nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', ndash: '–', mdash: '—', ldquo: '"', rdquo: '"', lsquo: "'", rsquo: "'", hellip: '…', bull: '•',
  colon: ':', lbrace: '{', rbrace: '}', lbrack: '[', rbrack: ']', num: '#', tab: '\t', Tab: '\t', NewLine: '\n', hyphen: '-', shy: '', zwnj: '', zwj: '',
};

const lineTags = replacing('tags', /<br[ \t]*\/?>\n?|<\/(?:p|div|li|tr|pre)>\n?(?=[^\n]*\S)/gi, '\n');
const anyTag = replacing('tags', /<\/?(?:span|code|pre|p|div|font|b|i|em|strong|td|tr|table|tbody|li|ul|ol|a|mark|u|section|figure|button|svg|html|body|h[1-6])(?:\s+[\w:-]+(?:=(?:"[^"\n]*"|'[^'\n]*'|[^\s>]+))?)*[ \t]*\/?>/gi, '');
const references = replacing('entities', /&(?:#(\d{1,6})|#[xX]([0-9a-fA-F]{1,5})|([A-Za-z]{2,8}));/g, (match, decimal = '', hex = '', name = '') => {
  const code = decimal !== '' ? Number(decimal) : hex !== '' ? parseInt(hex, 16) : undefined;
  if (code === undefined) return entities[name] ?? match;
  if (code === 160) return ' ';
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : match;
});
const escapedTwice = replacing('entities', /&amp;(?=(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});)/gi, '&');

/** A lone `<b>` may be meant; what was copied out of a page closes its tags or has attributes. */
const tags: Cleaner = {
  code: 'tags',
  clean: (text) => (/<\/[a-z][a-z0-9]*>|<(?:span|code|font|div|p)\s/i.test(text) ? anyTag.clean(text) : { text, count: 0 }),
};

export const htmlCleaners: readonly Cleaner[] = [lineTags, tags, escapedTwice, references];
