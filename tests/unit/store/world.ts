import type { Client, ClientEvent, StartOptions } from '../../../src/client/types.ts';
import type { Answer, PageCommand, Question } from '../../../src/protocol/message.ts';
import type { ScenarioStart } from '../../../src/protocol/scenario.ts';
import type { TerminalInput } from '../../../src/protocol/terminal.ts';
import type { RequestSummary } from '../../../src/protocol/request.ts';
import type { AppClock, AppOptions, DocumentStorage } from '../../../src/store/options.ts';

/** A clock that a test moves. */
export function createTestClock(): AppClock & { advance(ms: number): void } {
  let nowMs = 0;
  let timers: { readonly atMs: number; readonly run: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    after: (delayMs, run) => {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: (ms) => {
      nowMs += ms;
      const due = timers.filter((timer) => timer.atMs <= nowMs);
      timers = timers.filter((timer) => timer.atMs > nowMs);
      for (const timer of due) timer.run();
    },
  };
}

export interface Sent {
  readonly starts: { readonly start: ScenarioStart; readonly options: StartOptions }[];
  readonly commands: PageCommand[];
  readonly texts: string[];
  readonly playing: { readonly isPlaying: boolean; readonly speed: number }[];
  readonly questions: Question[];
  readonly typed: TerminalInput[];
  steps: number;
}

export interface Replies { requests: readonly RequestSummary[]; error: string | undefined; answer: Answer }

/** The transport's end: keeps what was sent and lets a test report. */
function createTestClient() {
  const listeners = new Set<(event: ClientEvent) => void>();
  const sent: Sent = { starts: [], commands: [], texts: [], playing: [], questions: [], typed: [], steps: 0 };
  const replies: Replies = { requests: [], error: undefined, answer: { kind: 'gone' } };
  const client: Client = {
    start: (start, options) => { sent.starts.push({ start, options }); },
    setManifests: (text) => sent.texts.push(text),
    command: (command) => {
      sent.commands.push(command);
      return Promise.resolve({ requests: replies.requests, ...(replies.error === undefined ? {} : { error: replies.error }) });
    },
    setPlaying: (isPlaying, speed) => { sent.playing.push({ isPlaying, speed }); },
    step: () => { sent.steps++; },
    terminal: (input) => { sent.typed.push(input); },
    ask: (question) => {
      sent.questions.push(question);
      return Promise.resolve(replies.answer);
    },
    log: () => ({ entries: [], untilMs: 0 }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => listeners.clear(),
  };
  const report = (event: ClientEvent): void => {
    for (const listener of listeners) listener(event);
  };
  return { client, sent, replies, report };
}

function createTestStorage(): DocumentStorage & { readonly slots: Map<string, string> } {
  const slots = new Map<string, string>();
  return {
    slots,
    save: (slot, text) => {
      slots.set(slot, text);
      return Promise.resolve();
    },
    load: (slot) => Promise.resolve(slots.get(slot) ?? null),
    saveNow: (text) => { slots.set('unsaved', text); },
  };
}

/** A page's world without a browser. */
export function createTestWorld(given: { readonly hash?: string; readonly saved?: string | null } = {}) {
  const clock = createTestClock();
  const worker = createTestClient();
  const storage = createTestStorage();
  const kept = new Map<string, string>();
  const page = { hash: given.hash ?? '', listeners: new Set<() => void>(), downloads: [] as { name: string; text: string }[] };
  const options: AppOptions = {
    client: worker.client, clock, storage,
    preferences: { get: (key) => kept.get(key) ?? null, set: (key, value) => { kept.set(key, value); } },
    location: {
      address: () => 'https://example.com/svcscope/',
      hash: () => page.hash,
      clearHash: () => { page.hash = ''; },
      onHashChange: (listener) => {
        page.listeners.add(listener);
        return () => page.listeners.delete(listener);
      },
    },
    saved: given.saved ?? null,
    download: (name, text) => { page.downloads.push({ name, text }); },
  };
  const goTo = (hash: string): void => {
    page.hash = hash;
    for (const listener of page.listeners) listener();
  };
  return { options, clock, storage, kept, page, goTo, ...worker };
}
