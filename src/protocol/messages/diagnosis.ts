import { findingReasons } from './findingReasons.ts';
import { findingTexts } from './findingTexts.ts';
import { findingTitles } from './findingTitles.ts';
import { parseTexts } from './parseTexts.ts';

/**
 * What diagnosis says, in English. It stands here and not among the texts of the page, since the command line says the same.
 * `<rule>`: what is the case. `titles.<rule>`: the rule in a few words. `reasons.<rule>`: why it matters. `parse.<code>`: why a text cannot be read.
 */
export const diagnosis = { ...findingTexts, titles: findingTitles, reasons: findingReasons, parse: parseTexts } as const;
