import { monaco } from './monaco.ts';

/** A colour of the page's tokens as `#rrggbb`: the build may have shortened it to `#rgb`, which Monaco does not take. */
function token(name: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return /^#[\da-f]{3}$/i.test(value) ? value.replace(/[\da-f]/gi, '$&$&') : value;
}

/** Makes Monaco's theme from the page's tokens, as they are now. */
export function applyEditorTheme(isDark: boolean): void {
  const rule = (tokenName: string, cssVariable: string): monaco.editor.ITokenThemeRule => ({ token: tokenName, foreground: token(cssVariable).replace('#', '') });
  monaco.editor.defineTheme('svcscope', {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      rule('type.yaml', '--y-key'), rule('type', '--y-key'), rule('string.yaml', '--y-str'), rule('string', '--y-str'),
      rule('number.yaml', '--y-num'), rule('number', '--y-num'), rule('comment', '--y-com'), rule('keyword', '--y-num'),
    ],
    colors: {
      'editor.background': token('--panel'),
      'editor.foreground': token('--ink'),
      'editorLineNumber.foreground': token('--ink-3'),
      'editorLineNumber.activeForeground': token('--ink'),
      'editor.lineHighlightBackground': token('--accent-soft'),
      'editor.lineHighlightBorder': '#00000000',
      'editorCursor.foreground': token('--accent'),
      'editorWidget.background': token('--raised'),
      'editorWidget.border': token('--line'),
      'editorHoverWidget.background': token('--raised'),
      'editorHoverWidget.border': token('--line'),
      'editorSuggestWidget.background': token('--raised'),
      'editorSuggestWidget.selectedBackground': token('--accent-soft'),
      'editorSuggestWidget.selectedForeground': token('--ink'),
      'editorIndentGuide.background1': token('--line'),
      'editorError.foreground': token('--fail'),
      'editorWarning.foreground': token('--warn'),
      'editorInfo.foreground': token('--accent'),
      focusBorder: token('--accent'),
    },
  });
  monaco.editor.setTheme('svcscope');
}
