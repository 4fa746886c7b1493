import { describe, expect, it } from 'vitest';
import { createPrompt } from '../programs/prompt.ts';

describe('a terminal', () => {
  it('gives up its turn in a loop without end, and ends it with Ctrl-C', () => {
    const { terminal, engine } = createPrompt();
    terminal.enter('while true; do echo x; done');
    expect(terminal.resume(engine.nowMs, false)).toBe(true);
    const first = terminal.takeOutput();
    expect(first).toMatch(/^(?:x\n)+$/);
    expect(first.length).toBeLessThan(5000);
    terminal.interrupt();
    expect(terminal.takeOutput()).toBe('^C\n');
    expect([terminal.isRunning, terminal.isBusy, terminal.waitsUntilMs()]).toEqual([false, false, undefined]);
  });

  it('waits for time, and knows until when', () => {
    const { terminal, engine } = createPrompt();
    terminal.enter('sleep 5 & sleep 9');
    expect(terminal.resume(engine.nowMs, false)).toBe(false);
    expect(terminal.waitsUntilMs()).toBe(engine.nowMs + 5000);
    terminal.interrupt();
    expect([terminal.isRunning, terminal.isBusy]).toEqual([false, true]);
  });

  it('forgets with Ctrl-C what was begun and not finished', () => {
    const { terminal, engine, type } = createPrompt();
    type("echo 'one");
    expect(terminal.prompt).toBe('> ');
    terminal.interrupt();
    terminal.resume(engine.nowMs, false);
    expect(terminal.prompt).toBe('$ ');
    expect(terminal.takeOutput()).toBe('^C\n');
    expect(type('echo two')).toBe('two\n');
  });
});
