import { byLine, isBlankLine, replacing, type Cleaner } from './cleaner.ts';

const commands = '(?:sudo|kubectl|k|oc|kustomize|cat|bat|less|more|head|tail|vim?|nano|emacs|code|tee|echo|curl|wget|minikube|kind|k3s|microk8s|k3d|helm|git|diff|ls|cd|pwd|mkdir|touch|rm|cp|mv|chmod|export|alias|grep|sed|watch|docker|podman|ssh|exit|clear|apt|yum|brew|python3?|node|npm|make|bash|sh)';
const verb = '(?:created|configured|unchanged|deleted|patched|edited|exposed|scaled|annotated|labeled|replaced|restarted|image updated|env updated|created \\(.*dry run\\)|configured \\(.*dry run\\)|serverside-applied|condition met)';
const promptStart = String.raw`(?:\[[^\]\n]*\][ \t]*[$#%>]|(?:\([\w.-]+\)[ \t]*)?[\w.-]+@[\w.-]+[^\n$#%>]{0,80}[$#%>]|PS [A-Z]:[^>\n]*>|[A-Z]:\\[^>\n]*>|[\w./~-]{0,40}[$%❯➜»λ]|❯|➜|>{1,3})`;
const prompt = new RegExp(String.raw`^[ \t]*${promptStart}[ \t]+(\S.*)$`);
const emptyPrompt = new RegExp(String.raw`^[ \t]*(?:\[[^\]\n]*\][ \t]*[$#%>]|(?:\([\w.-]+\)[ \t]*)?[\w.-]+@[\w.-]+[^\n$#%>]{0,80}[$#%>]|PS [A-Z]:[^>\n]*>|[$%❯➜»λ])[ \t]*$`);
const rootPrompt = new RegExp(String.raw`^#[ \t]+(?:sudo[ \t]+)?(?:cat|vim?|nano|less|more|kubectl[ \t]+(?:get|apply|create|edit|describe|delete|expose|run)|k[ \t]+(?:get|apply))[ \t]+\S`);
const bareCommand = new RegExp(String.raw`^${commands}(?:[ \t]+(?![^"']*:[ \t]*$)\S.*)$`);
/** In an article, a command stands by itself, further in than the text. */
const setApart = /^[ \t]+(?:kubectl|curl|minikube|helm|docker|ssh)[ \t]+(?![^"']*:[ \t]*$)\S/;
const output = new RegExp(String.raw`^(?:[a-z]+(?:\.[a-z0-9.-]+)?\/[\w.:-]+|[a-z]+(?:\.[a-z0-9.]+)? "[\w.-]+")[ \t]+${verb}(?: .*)?$`);
const chatter = /^(?:Warning|Error from server|error|Edit cancelled|\[sudo\] password|Unable to connect|The \S+ "[^"]*" is invalid|No resources found|namespace\/\S+ |Context "[^"]*")(?:[:,. ]|$)/;
const ellipsis = /^[ \t]*(?:\.{3,}|…+|\[(?:\.{2,}|…)\]|\((?:\.{2,}|…)\)|<\s*(?:snip|truncated|omitted|\.\.\.)\s*>|\(truncated\)|--More--|-- ?INSERT ?--|:wq!?|~|\(END\)|"[^"]+\.ya?ml" \d+L.*)[ \t]*$/;
const here = /<<-?[ \t]*["']?(\w+)["']?/;

/** Command lines, their outputs, the ends of here-documents and what pagers leave. */
const terminal = byLine('terminal', (lines) => {
  const words = new Set<string>(['EOF', 'EOL', 'YAML', 'END']);
  let isHere = false;
  let hasPrompts = false;
  const first = lines.findIndex((line) => /^\W*(?:apiVersion|kind)["']?[ \t]*:/.test(line));
  const isEdge = (line: string | undefined): boolean => line === undefined || isBlankLine(line) || /^(?:---|```)/.test(line);
  // Among the lines of a script, a command is part of it.
  const standsApart = (index: number): boolean => index < first || isEdge(lines[index - 1]) || isEdge(lines[index + 1]);
  const isCommand = (line: string, index: number): boolean => {
    if (/apiVersion[ \t]*:/.test(line)) return false;
    const command = prompt.exec(line)?.[1];
    if (command !== undefined && (new RegExp(`^${commands}\\b`).test(command) || /^[\w./-]+(?:[ \t]+[^:]*)?$/.test(command)) && !/^>[ \t]/.test(line)) return true;
    return rootPrompt.test(line) || (bareCommand.test(line) && standsApart(index));
  };
  const changed = lines.map((line, index) => {
    if (isCommand(line, index) || (setApart.test(line) && isBlankLine(lines[index - 1] ?? '') && isBlankLine(lines[index + 1] ?? ''))) {
      const word = here.exec(line)?.[1];
      if (word !== undefined) {
        words.add(word);
        isHere = true;
      }
      hasPrompts = true;
      return undefined;
    }
    if (words.has(line.replace(/^[ \t]*(?:>[ \t]*)?/, '').trim()) && !/:/.test(line)) {
      isHere = false;
      return undefined;
    }
    if (emptyPrompt.test(line) || output.test(line.trim()) || chatter.test(line) || isEllipsis(line, lines, index)) return undefined;
    return isHere || hasPrompts ? line.replace(/^> ?(?=\s*[\w#{}"'-])/, '') : line;
  });
  return withoutTables(changed);
});

/** In the middle of a text `~` may be a value that stands alone. */
function isEllipsis(line: string, lines: readonly string[], index: number): boolean {
  if (!ellipsis.test(line)) return false;
  return line.trim() !== '...' || lines.slice(index + 1).some((rest) => !isBlankLine(rest));
}

/** What `kubectl get` prints: a line of headings and the rows below it. */
function withoutTables(lines: readonly (string | undefined)[]): readonly (string | undefined)[] {
  let isTable = false;
  return lines.map((line) => {
    if (line === undefined) {
      isTable = false;
      return undefined;
    }
    if (/^(?:NAME|NAMESPACE)(?:[ \t]{2,}[A-Z][A-Z0-9() -]*)+[ \t]*$/.test(line)) isTable = true;
    else if (isTable && (isBlankLine(line) || !/^\S+(?:[ \t]{2,}\S.*)+$/.test(line))) isTable = false;
    return isTable ? undefined : line;
  });
}

/** Where line breaks are gone, a command runs on into the text or out of it. */
const leadingCommand = replacing('terminal', new RegExp(String.raw`^\s*(?:${promptStart}|#)[ \t]*${commands}\b[^\n]*?(?=-{0,3}[ \t]*apiVersion[ \t]*:)`), '');
const trailingCommand = replacing('terminal', new RegExp(String.raw`(?:\s*EOF)?\s*(?:[\w.-]+@[\w.-]+:[^\s$#]*[$#]|[$❯%]|\s#)[ \t]+(?:sudo[ \t]+)?${commands}[ \t][^\n]*$`), '');
const trailingOutput = replacing('terminal', new RegExp(String.raw`(?:service|deployment\.apps|statefulset\.apps|daemonset\.apps|replicaset\.apps|pod|configmap|secret|namespace|ingress\.networking\.k8s\.io|endpoints|endpointslice\.discovery\.k8s\.io|job\.batch|cronjob\.batch|serviceaccount)\/[a-z0-9.-]+[ \t]+${verb}\s*$`), '');
const trailingWord = replacing('terminal', /(?<=\S)\s*\bEOF\s*$/, '');

export const terminalCleaners: readonly Cleaner[] = [terminal];
export const gluedTerminalCleaners: readonly Cleaner[] = [leadingCommand, trailingOutput, trailingCommand, trailingWord];
