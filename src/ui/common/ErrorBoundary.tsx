import { Component } from 'react';
import type { ErrorInfo, ReactNode } from 'react';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** A key of the message catalogue: what does not work any more. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a bug in one panel from taking the page with it. */
export class ErrorBoundary extends Component<Props, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { readonly message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { message } = this.state;
    return message === null ? this.props.children : <Broken name={this.props.name} message={message} onRetry={() => this.setState({ message: null })} />;
  }
}

function Broken({ name, message, onRetry }: { readonly name: string; readonly message: string; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="grid h-full place-content-center gap-2 bg-panel p-6 text-center">
      <p className="font-semibold">{t('shell.error.title', { panel: t(name) })}</p>
      <p className="max-w-80 text-ink-2">{t('shell.error.rest')}</p>
      <p className="max-w-80 font-mono text-xs break-words text-ink-3">{message}</p>
      <button type="button" className="ctl mx-auto" onClick={onRetry}><RotateCcw aria-hidden size={14} />{t('shell.error.retry')}</button>
    </div>
  );
}
