import { createClient } from '../../../src/client/createClient.ts';
import type { WorkerLike } from '../../../src/client/types.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import type { PageMessage, WorkerMessage } from '../../../src/protocol/message.ts';
import { createApp } from '../../../src/store/createApp.ts';
import { createSession } from '../../../src/worker/session.ts';
import { createTestWorld } from './world.ts';

/** A Worker in the same thread: the session itself, and messages that travel as copies when the test lets them. */
function createThreadlessWorker() {
  const toWorker: PageMessage[] = [];
  const toPage: WorkerMessage[] = [];
  const session = createSession({ createEngine, post: (message) => { toPage.push(structuredClone(message)); } });
  const worker: WorkerLike = {
    onmessage: null, onerror: null, onmessageerror: null,
    postMessage: (message) => { toWorker.push(structuredClone(message)); },
    terminate: () => undefined,
  };
  const deliver = (): void => {
    while (toWorker.length > 0 || toPage.length > 0) {
      for (const message of toWorker.splice(0)) session.receive(message);
      for (const message of toPage.splice(0)) worker.onmessage?.(new MessageEvent('message', { data: message }));
    }
  };
  const run = (ms: number): void => {
    deliver();
    for (let passed = 0; passed < ms; passed += 50) {
      session.tick(50);
      deliver();
    }
  };
  return { worker, run };
}

/** The page with a real cluster behind it. `run` lets real time pass for both, and what was promised come. */
export function openLive(given: Parameters<typeof createTestWorld>[0] = {}) {
  const world = createTestWorld(given);
  const thread = createThreadlessWorker();
  const client = createClient({ createWorker: () => thread.worker, clock: world.clock });
  const app = createApp({ ...world.options, client });
  const run = async (ms: number): Promise<void> => {
    world.clock.advance(ms);
    thread.run(ms);
    await new Promise((resolve) => { setImmediate(resolve); });
  };
  return { ...world, app, run };
}
