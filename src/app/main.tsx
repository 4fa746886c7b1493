import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from '../client/createClient.ts';
import { createApp } from '../store/createApp.ts';
import { AppProvider } from '../ui/common/appContext.tsx';
import { initMessages } from '../ui/messages/i18n.ts';
import '../ui/theme/app.css';
import { App } from './App.tsx';
import { clock, createStorage, download, pageLocation, preferences } from './browserWorld.ts';

/** The page does not wait for a database that does not answer. */
const patienceMs = 600;

function createWorker(): Worker {
  return new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' });
}

async function main(): Promise<void> {
  const host = document.getElementById('root');
  if (host === null) throw new Error('no #root');
  const client = createClient({ createWorker, clock });
  const storage = createStorage();
  const impatient = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs));
  const [saved] = await Promise.all([Promise.race([storage.load('current').catch(() => null), impatient]), initMessages()]);
  const app = createApp({ client, clock, storage, preferences, location: pageLocation, saved, download });
  addEventListener('pagehide', app.flush);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) app.flush();
  });
  createRoot(host).render(<StrictMode><AppProvider value={app}><App /></AppProvider></StrictMode>);
}

void main();
