import type { Program, Running } from '../program.ts';

const text = `Commands of this terminal:

  kubectl (k)        the whole of it: kubectl --help
  curl wget          requests from this machine, which is outside the cluster
  nslookup dig host  questions to this machine's name server
  ssh NODE           a prompt on a Node: iptables-save, conntrack -L, ip route …
  kubectl exec -it POD -- sh
                     a prompt in a Pod: curl, nslookup, env, ss -lnt …
  watch -n 2 CMD     again and again
  grep wc head tail sort uniq cut cat
                     what a pipe leads to
  CMD &, jobs, fg, kill %1
                     beside what is typed next
  ls, cat FILE       the manifests of the page; kubectl apply -f FILE
  clear, exit, sleep, date, echo, seq, alias, export

Tab completes, the arrows and Ctrl-R go through what was typed before, Ctrl-C stops a command.
Pipes, ;, &&, ||, for, while, if, $(…), variables and here-documents work as in a shell.
`;

/** Says what can be typed. */
export const help: Program = function* (_args, streams): Running {
  streams.out(text);
  return 0;
};
