import { useTranslation } from 'react-i18next';
import type { PageCommand } from '../../protocol/message.ts';
import { kubectlCommand } from '../../store/kubectlCommand.ts';
import { CopyText } from './CopyText.tsx';

/** Copies what one would type for a button beside it; nothing where no command does the same. */
export function CopyKubectl({ command }: { readonly command: PageCommand }) {
  const { t } = useTranslation();
  const text = kubectlCommand(command);
  return text === null ? null : <CopyText text={text} label={t('panels.copyKubectl', { text })} />;
}
