import { canvas } from './en/canvas.ts';
import { diagnosis } from './en/diagnosis.ts';
import { editor } from './en/editor.ts';
import { mend } from './en/mend.ts';
import { panels } from './en/panels.ts';
import { shell } from './en/shell.ts';
import { terminal } from './en/terminal.ts';
import { why } from './en/why.ts';

/** Every text that a user reads, in English. One file a part of the page. */
export const en = { canvas, diagnosis, editor, mend, panels, shell, terminal, why } as const;
