import { describe, expect, it } from 'vitest';
import type { ClusterAccess, Program } from '../../../../src/kubectl/program.ts';
import { builtins } from '../../../../src/kubectl/shell/builtins.ts';
import { runScript, type Interpreter } from '../../../../src/kubectl/shell/execute.ts';
import { filters } from '../../../../src/kubectl/shell/filters.ts';
import { parseShell } from '../../../../src/kubectl/shell/parse.ts';

const lines: Program = function* (args, streams) {
  for (let index = 1; index <= Number(args[0]); index++) streams.out(`line ${index}\n`);
  return 0;
};
const endless: Program = function* (_args, streams, cluster) {
  for (let index = 1; ; index++) {
    streams.out(`${index}\n`);
    yield { untilMs: cluster.nowMs, orOnChange: false };
  }
};
const args: Program = function* (given, streams) {
  streams.out(`${JSON.stringify(given)}\n`);
  return 0;
};
const fail: Program = function* (given, streams) {
  streams.err('failed\n');
  return Number(given[0] ?? 1);
};

/** Runs a text to its end, letting as much time pass as it waits for. */
function run(text: string): { readonly out: string; readonly err: string; readonly exit: number; readonly nowMs: number } {
  let nowMs = 0;
  // The programs of this test look at nothing but the time.
  const cluster = { get nowMs() { return nowMs; } } as unknown as ClusterAccess;
  const own = new Map<string, Program>([['lines', lines], ['endless', endless], ['args', args], ['fail', fail]]);
  const shell: Interpreter = {
    cluster, name: 'bash', state: { variables: new Map(), aliases: new Map([['k', ['args', 'kubectl']]]), lastExit: 0 },
    find: (name) => {
      const program = own.get(name) ?? builtins(shell).get(name);
      if (program !== undefined) return { kind: 'program', run: program };
      const make = filters.get(name);
      return make === undefined ? undefined : { kind: 'filter', make };
    },
  };
  const parsed = parseShell(text);
  if (parsed.kind !== 'script') throw new Error(JSON.stringify(parsed));
  let out = '';
  let err = '';
  const running = runScript(shell, parsed.script, { out: (added) => { out += added; }, err: (added) => { err += added; } });
  for (let turn = 0; turn < 5000; turn++) {
    const step = running.next();
    if (step.done === true) return { out, err, exit: step.value, nowMs };
    nowMs = Math.max(nowMs, step.value.untilMs);
  }
  running.return(130);
  return { out, err, exit: 130, nowMs };
}

describe('the shell', () => {
  it.each([
    { text: 'args a  b', out: '["a","b"]\n' },
    { text: `args 'a  b' "c $HOME" d\\ e`, out: '["a  b","c ","d e"]\n' },
    { text: 'X=1; args $X "${X}2" \'$X\'', out: '["1","12","$X"]\n' },
    { text: 'X="a b"; args $X "$X" x$X', out: '["a","b","a b","xa","b"]\n' },
    { text: 'args $(echo one two) "$(echo one two)" `echo three`', out: '["one","two","one two","three"]\n' },
    { text: 'args $NOTHING "$NOTHING" a', out: '["","a"]\n' },
    { text: 'k get pods', out: '["kubectl","get","pods"]\n' },
    { text: 'args -o jsonpath=\'{.items[*].metadata.name}\'', out: '["-o","jsonpath={.items[*].metadata.name}"]\n' },
    { text: 'args a # b', out: '["a"]\n' },
    { text: 'args a#b', out: '["a#b"]\n' },
    { text: 'args {1..3} {x}', out: '["1","2","3","{x}"]\n' },
    { text: 'for i in 1 2 3; do echo $i; done', out: '1\n2\n3\n' },
    { text: 'for i in $(seq 1 3)\ndo\n  echo "n=$i"\ndone', out: 'n=1\nn=2\nn=3\n' },
    { text: 'if true; then echo yes; else echo no; fi', out: 'yes\n' },
    { text: 'if false; then echo a; elif true; then echo b; fi', out: 'b\n' },
    { text: 'false || echo or; true && echo and; false && echo never; echo $?', out: 'or\nand\n1\n' },
    { text: 'fail 3; echo $?', out: '3\n' },
    { text: 'lines 5 | tail -n 2', out: 'line 4\nline 5\n' },
    { text: 'lines 5 | head -2 | wc -l', out: '2\n' },
    { text: 'endless | head -n 3', out: '1\n2\n3\n' },
    { text: 'endless | grep 7 | head -1', out: '7\n' },
    { text: 'lines 12 | grep 1', out: 'line 1\nline 10\nline 11\nline 12\n' },
    { text: 'lines 12 | grep -v 1 | wc -l', out: '8\n' },
    { text: 'lines 12 | grep -c 1', out: '4\n' },
    { text: 'lines 3 | grep -i LINE', out: 'line 1\nline 2\nline 3\n' },
    { text: 'lines 3 | grep -E "1|3"', out: 'line 1\nline 3\n' },
    { text: 'lines 3 | grep -n -A1 2', out: '2:line 2\n3-line 3\n' },
    { text: 'lines 2 | grep nothing; echo $?', out: '1\n' },
    { text: 'lines 11 | sort -k2 -n -r | head -1', out: 'line 11\n' },
    { text: 'for i in b a b; do echo $i; done | sort | uniq -c', out: '      1 a\n      2 b\n' },
    { text: 'lines 2 | cut -d " " -f 2', out: '1\n2\n' },
    { text: 'cat <<EOF | wc -l\na\nb\nEOF', out: '2\n' },
    { text: "X=1; cat <<'EOF'\n$X\nEOF", out: '$X\n' },
    { text: 'X=1; cat <<EOF\nx is "$X"\nEOF', out: 'x is "1"\n' },
    { text: 'fail 2>/dev/null; fail 2>&1 | wc -l', out: '1\n' },
    { text: 'lines 3 >/dev/null; echo done', out: 'done\n' },
    { text: '(echo a; echo b) | wc -l', out: '2\n' },
    { text: 'args a \\\n  b', out: '["a","b"]\n' },
  ])('$text', ({ text, out }) => {
    expect(run(text).out).toBe(out);
  });

  it('lets time pass', () => {
    expect(run('sleep 2; sleep 0.5').nowMs).toBe(2500);
  });

  it('says what it does not know, and goes on', () => {
    expect(run('nonsense --x; echo $?')).toMatchObject({ err: 'bash: nonsense: command not found\n', out: '127\n' });
  });

  it('watches on a clean screen, again and again', () => {
    const { out, exit } = run('watch -n 5 lines 1');
    expect(exit).toBe(130);
    expect(out.startsWith('\u001b[H\u001b[2J\u001b[3JEvery 5.0s: lines 1\n\nline 1\n\u001b[H')).toBe(true);
  });
});

describe('what is typed', () => {
  it.each(["echo 'a", 'echo "a', 'for i in 1 2', 'for i in 1; do', 'cat <<EOF\na', 'if true; then', 'a |', 'a &&', 'echo $(date', 'a \\'])('goes on in the next line: %s', (text) => {
    expect(parseShell(text)).toEqual({ kind: 'incomplete' });
  });

  it.each([
    { text: 'a | | b', message: 'syntax error near unexpected token `|\'' },
    { text: '; a', message: 'syntax error near unexpected token `;\'' },
    { text: 'done', message: 'syntax error near unexpected token `done\'' },
    { text: '& a', message: 'syntax error near unexpected token `&\'' },
    { text: 'a < file', message: 'files cannot be read here: there are none but those that are piped in' },
  ])('is a mistake: $text', ({ text, message }) => {
    expect(parseShell(text)).toEqual({ kind: 'error', message });
  });
});
