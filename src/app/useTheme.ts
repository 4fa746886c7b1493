import { useEffect } from 'react';
import { useUI } from '../ui/common/appContext.tsx';

/** The page wears the theme that was chosen, or that of the system. */
export function useTheme(): void {
  const theme = useUI((state) => state.theme);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    };
    apply();
    dark.addEventListener('change', apply);
    return () => dark.removeEventListener('change', apply);
  }, [theme]);
}
