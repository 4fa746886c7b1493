const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const macNames: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧', alt: '⌥', space: 'Space', escape: 'Esc' };
const otherNames: Readonly<Record<string, string>> = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', space: 'Space', escape: 'Esc' };

/** `mod+shift+z` as a keyboard of this system is labelled. */
export function shortcutText(shortcut: string): string {
  const names = isMac ? macNames : otherNames;
  const keys = shortcut.split('+').map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
  return keys.join(isMac ? '' : '+');
}

export interface Keystroke { readonly key: string; readonly code: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean; readonly altKey: boolean }

/** Whether a key press is this shortcut. `mod` is the key that a system's own shortcuts use. */
export function matchesShortcut(event: Keystroke, shortcut: string): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  const isOther = isMac ? event.ctrlKey : event.metaKey;
  if (isOther || isMod !== parts.includes('mod') || event.altKey !== parts.includes('alt')) return false;
  // What a symbol's key is pressed with differs from keyboard to keyboard; only of letters does Shift mean something.
  if (/^[a-z0-9]$/.test(key) && event.shiftKey !== parts.includes('shift')) return false;
  return pressed(event) === key;
}

function pressed(event: Keystroke): string {
  // With Alt some systems type another character, so there the place of the key counts.
  if (event.altKey) return event.code.replace(/^(?:Key|Digit)/, '').toLowerCase();
  return event.key === ' ' ? 'space' : event.key.toLowerCase();
}
