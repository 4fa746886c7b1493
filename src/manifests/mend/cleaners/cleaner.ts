/** Takes one kind of damage out of a text. */
export interface Cleaner {
  /** `mend.notes.<code>`: what it did. */
  readonly code: string;
  /** The text without it, and how often it was there; the text itself where it was not. */
  clean(text: string): { readonly text: string; readonly count: number };
}

/** A cleaner that replaces what a pattern finds. */
export function replacing(code: string, pattern: RegExp, replacement: string | ((match: string, ...groups: string[]) => string)): Cleaner {
  return {
    code,
    clean(text) {
      let count = 0;
      const cleaned = text.replace(pattern, (match: string, ...rest: unknown[]) => {
        const groups = rest.filter((group): group is string | undefined => typeof group === 'string' || group === undefined).map((group) => group ?? '');
        const replaced = typeof replacement === 'string' ? replacement : replacement(match, ...groups);
        if (replaced !== match) count++;
        return replaced;
      });
      return { text: cleaned, count };
    },
  };
}

/** A cleaner that looks at lines, each without its break; `undefined` takes a line out. */
export function byLine(code: string, change: (lines: readonly string[]) => readonly (string | undefined)[] | undefined): Cleaner {
  return {
    code,
    clean(text) {
      const lines = text.split('\n');
      const changed = change(lines);
      if (changed === undefined) return { text, count: 0 };
      const count = changed.filter((line, index) => line !== lines[index]).length;
      return count === 0 ? { text, count } : { text: changed.filter((line) => line !== undefined).join('\n'), count };
    },
  };
}

export function isBlankLine(line: string): boolean {
  return line.trim() === '';
}
