export const terminal = {
  label: 'Terminal: type a command. Shift+Tab, or Escape and then Tab, leaves it.',
  paused: '(time stands still: press play, and the command goes on; Ctrl-C ends it)',
  welcome: 'kubectl is here, and so are curl, ssh NODE and kubectl exec. help lists the rest; Tab completes.',
  restarted: 'Another cluster has begun: the terminal begins anew.',
  searching: '(reverse-i-search)`{{query}}\': ',
} as const;
