import { createEngine } from '../engine/engine.ts';
import type { PageMessage } from '../protocol/message.ts';
import { createSession } from './session.ts';

/** Real milliseconds between ticks while something goes on, and how long one turn may take. */
const TICK_MS = 16;
const TURN_MS = 60;

let lastMs = performance.now();
let turnEndsMs = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const session = createSession({
  createEngine,
  post: (message) => {
    postMessage(message);
  },
  loadTerminal: async () => {
    const [{ terminalCode }, { documentation }] = await Promise.all([import('./terminalCode.ts'), import('../kube/documentation.ts')]);
    return { ...terminalCode, documentation };
  },
  hasTime: () => performance.now() < turnEndsMs,
});

function schedule(delayMs: number): void {
  if (timer !== undefined) return;
  timer = setTimeout(() => {
    timer = undefined;
    tick();
  }, delayMs);
}

function tick(): void {
  const nowMs = performance.now();
  turnEndsMs = nowMs + TURN_MS;
  session.tick(nowMs - lastMs);
  lastMs = nowMs;
  if (session.needsTick()) schedule(TICK_MS);
}

addEventListener('message', (event: MessageEvent<PageMessage>) => {
  // While nothing went on no tick counted the time.
  if (timer === undefined) tick();
  turnEndsMs = performance.now() + TURN_MS;
  session.receive(event.data);
  // Texts that are already on their way come before this tick, so that only the newest is read.
  if (session.needsTick()) schedule(0);
});
