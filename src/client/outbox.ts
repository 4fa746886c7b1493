import type { Answer, PageLogEntry, PageMessage, WorkerMessage } from '../protocol/message.ts';
import type { CommandResult } from './types.ts';

type Sent =
  | { readonly message: Extract<PageMessage, { type: 'command' }>; resolve(result: CommandResult): void }
  | { readonly message: Extract<PageMessage, { type: 'ask' }>; resolve(answer: Answer): void }
  | { readonly message: Extract<PageMessage, { type: 'setManifests' }>; readonly resolve?: undefined };

/** What was sent and has not been answered, in order. */
export interface Outbox {
  add(sent: Sent): void;
  /** Pairs a reply with what it answers; gives the entry for the log, where it changed the cluster. Stale replies give nothing. */
  settle(reply: Extract<WorkerMessage, { type: 'commandDone' | 'answer' | 'manifests' }>): PageLogEntry | undefined;
  /** To be sent again. */
  messages(): readonly PageMessage[];
  /** Nobody will answer any more. */
  giveUp(): void;
  readonly isEmpty: boolean;
}

export function createOutbox(): Outbox {
  let sent: Sent[] = [];

  function takeCommand(reply: Extract<WorkerMessage, { type: 'commandDone' }>): PageLogEntry | undefined {
    const found = sent.find((each) => each.message.type === 'command' && each.message.id === reply.id);
    if (found?.message.type !== 'command' || found.resolve === undefined) return undefined;
    sent = sent.filter((each) => each !== found);
    const { error, errorParams, requests, atMs } = reply;
    answerCommand(found, { requests, ...(error === undefined ? {} : { error }), ...(errorParams === undefined ? {} : { errorParams }) });
    return { atMs, entry: { kind: 'command', command: found.message.command } };
  }

  function takeAnswer({ id, answer }: Extract<WorkerMessage, { type: 'answer' }>): PageLogEntry | undefined {
    const found = sent.find((each) => each.message.type === 'ask' && each.message.id === id);
    if (found?.message.type !== 'ask') return undefined;
    sent = sent.filter((each) => each !== found);
    answerQuestion(found, answer);
    const { question } = found.message;
    const isChange = question.kind === 'api' && question.request.verb !== 'get' && question.request.verb !== 'list' && question.request.isDryRun !== true;
    return isChange && answer.kind === 'api' && answer.atMs !== undefined ? { atMs: answer.atMs, entry: { kind: 'command', command: { type: 'api', request: question.request } } } : undefined;
  }

  /** Only the newest of several texts is answered; it answers for those before it. */
  function takeText({ textRevision, atMs }: Extract<WorkerMessage, { type: 'manifests' }>): PageLogEntry | undefined {
    const isText = (each: Sent): boolean => each.message.type === 'setManifests' && each.message.textRevision <= textRevision;
    const newest = sent.findLast(isText);
    if (newest?.message.type !== 'setManifests') return undefined;
    sent = sent.filter((each) => !isText(each));
    return newest.message.textRevision === textRevision ? { atMs, entry: { kind: 'manifests', text: newest.message.text } } : undefined;
  }

  return {
    add(entry) {
      // The Worker will pass over texts that another one follows at once.
      const previous = sent.at(-1);
      if (entry.message.type === 'setManifests' && previous?.message.type === 'setManifests') sent.pop();
      sent.push(entry);
    },
    settle(reply) {
      if (reply.type === 'commandDone') return takeCommand(reply);
      return reply.type === 'answer' ? takeAnswer(reply) : takeText(reply);
    },
    messages: () => sent.map(({ message }) => message),
    giveUp() {
      const lost = sent;
      sent = [];
      for (const each of lost) {
        answerCommand(each, { error: 'workerError', requests: [] });
        answerQuestion(each, { kind: 'gone' });
      }
    },
    get isEmpty() {
      return sent.length === 0;
    },
  };
}

function answerCommand(sent: Sent, result: CommandResult): void {
  if (isCommand(sent)) sent.resolve(result);
}

function answerQuestion(sent: Sent, answer: Answer): void {
  if (isQuestion(sent)) sent.resolve(answer);
}

function isCommand(sent: Sent): sent is Extract<Sent, { message: { type: 'command' } }> {
  return sent.message.type === 'command';
}

function isQuestion(sent: Sent): sent is Extract<Sent, { message: { type: 'ask' } }> {
  return sent.message.type === 'ask';
}
