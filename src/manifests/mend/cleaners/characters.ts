import { endsWithFieldName } from '../keyCandidates.ts';
import { replacing, type Cleaner } from './cleaner.ts';

/** Byte order marks, zero-width characters, soft hyphens and marks of writing direction. */
const invisible = replacing('invisible', /[\u200b-\u200f\u2060-\u2064\u00ad\ufeff\u202a-\u202e\u2066-\u2069]/g, '');

const lineBreaks = replacing('lineBreaks', /\r\n?|[\u0085\u2028\u2029\v\f]/g, (match) => (match === '\r\n' ? match : '\n'));

/** A text that was copied out of a string: its line breaks are written `\n`. */
const escapedBreaks: Cleaner = {
  code: 'escapedBreaks',
  clean(text) {
    const body = text.trim();
    const count = body.match(/\\n/g)?.length ?? 0;
    if (count < 3 || (body.match(/\n/g)?.length ?? 0) > 1 || !/apiVersion/.test(body)) return { text, count: 0 };
    const isQuoted = /^"[\s\S]*"[,;]?$/.test(body) || /^'[\s\S]*'[,;]?$/.test(body);
    const bare = isQuoted ? body.replace(/^["']/, '').replace(/["'][,;]?$/, '') : body;
    return { text: bare.replace(/\\r\\n|\\n/g, '\n').replace(/\\t/g, '  ').replace(/\\"/g, '"').replace(/\\\\/g, '\\'), count };
  },
};

const oddSpaces = replacing('oddSpaces', /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ');

const smart: Readonly<Record<string, string>> = {
  '“': '"', '”': '"', '„': '"', '‟': '"', '″': '"', '«': '"', '»': '"', '‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", '｢': '"', '｣': '"', '「': '"', '」': '"', '『': '"', '』': '"',
  '【': '[', '】': ']', '、': ',', '。': '.', '〔': '[', '〕': ']', '﹕': ':', '︰': ':', '∶': ':', 'ː': ':', '⁄': '/', '∕': '/', '‐': '-', '‑': '-', '−': '-', '﹣': '-', '∗': '*', '‹': '<', '›': '>',
};

function ascii(char: string): string {
  const code = char.charCodeAt(0);
  return smart[char] ?? (code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char);
}

const foreign = /[“”„‟″«»‘’‚‛′｢｣「」『』【】、。〔〕﹕︰∶ː⁄∕‐‑−﹣∗‹›\uff01-\uff5e]/g;

/** Where a line's comment starts: a `#` between quotes is none. */
function commentStart(line: string): number {
  for (const match of line.matchAll(/(?:^|\s)[#＃]/g)) {
    const before = line.slice(0, match.index);
    const open = (before.match(/[“„«「『]/g)?.length ?? 0) - (before.match(/[”»」』]/g)?.length ?? 0);
    if (open <= 0 && (before.match(/"/g)?.length ?? 0) % 2 === 0) return match.index;
  }
  return line.length;
}

/** What is a comment may say what it likes, but for the `＃` that starts it; unless a key ran into it. */
const punctuation: Cleaner = {
  code: 'punctuation',
  clean(text) {
    let count = 0;
    const lines = text.split('\n').map((line) => {
      const commentAt = commentStart(line);
      const body = line.slice(0, commentAt).replace(/：(?=\S)/g, '： ').replace(foreign, (char) => {
        count++;
        return ascii(char);
      });
      const signs = /[A-Za-z]：/.test(line.slice(commentAt)) && [...line.slice(commentAt).matchAll(/([A-Za-z]+)：/g)].some((match) => endsWithFieldName(match[1] ?? '')) ? foreign : /＃/g;
      const comment = line.slice(commentAt).replace(signs, (char) => {
        count++;
        return ascii(char);
      });
      return body + comment;
    });
    return count === 0 ? { text, count } : { text: lines.join('\n'), count };
  },
};

/** `--` and `---` that a word processor joined, dashes and bullets that stand for those of a list. */
const dashes: Cleaner = {
  code: 'dashes',
  clean(text) {
    let count = 0;
    const lines = text.split('\n').map((line) => {
      const commentAt = commentStart(line);
      const body = line.slice(0, commentAt)
        .replace(/^(\s*)(?:—|–|—-|–-|-—|-–|——|–—|—–)(\s*)$/, '$1---$2')
        .replace(/[—–]-?(?=apiVersion)/g, '---')
        .replace(/^(\s*)[•●▪‣◦·∙○■□➤►▸*](?:\s+|(?=[A-Za-z]))/, '$1- ')
        .replace(/(:\s*|\S\s*)[•●▪‣◦∙○■□]\s*/g, '$1- ')
        .replace(/(^|[\s:])[—–](?=\s|$)/g, '$1-')
        .replace(/(^|[\s"',[=:])—(?=[a-z])/g, '$1--')
        .replace(/[—–]/g, '-');
      if (body !== line.slice(0, commentAt)) count++;
      return body + line.slice(commentAt);
    });
    return count === 0 ? { text, count } : { text: lines.join('\n'), count };
  },
};

const tabs: Cleaner = {
  code: 'tabs',
  clean(text) {
    let count = 0;
    const lines = text.split('\n').map((line) => {
      if (!line.includes('\t')) return line;
      count++;
      return line.replace(/^[ \t]+/, (indentation) => indentation.replace(/\t/g, '  ')).replace(/\t/g, ' ');
    });
    return count === 0 ? { text, count } : { text: lines.join('\n'), count };
  },
};

export const characterCleaners: readonly Cleaner[] = [invisible, lineBreaks, escapedBreaks, oddSpaces];
export const signCleaners: readonly Cleaner[] = [punctuation, dashes, tabs];
