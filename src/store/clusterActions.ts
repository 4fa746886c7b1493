import type { RequestSummary } from '../protocol/request.ts';
import type { AppContext } from './context.ts';
import { settingsAfter } from './documentPlan.ts';
import type { AppActions, RequestState } from './types.ts';

type ClusterActions = Pick<AppActions, 'setTraffic' | 'sendRequest' | 'selectRequest' | 'pinTrace' | 'setBehaviour' | 'command' | 'changeSettings' | 'ask' | 'api' | 'terminal' | 'runInTerminal'>;

const maxRecent = 500;

/** The newest first, each once. */
export function withRequests(state: RequestState, added: readonly RequestSummary[]): RequestState {
  if (added.length === 0) return state;
  const ids = new Set(added.map((request) => request.id));
  const newest = added.length > 1 ? added.toSorted((a, b) => b.id - a.id) : added;
  return { ...state, recent: [...newest, ...state.recent.filter((request) => !ids.has(request.id))].slice(0, maxRecent) };
}

/** Selects a request and asks for its trace. What comes after another was selected is dropped. */
export function loadTrace({ client, requests }: Pick<AppContext, 'client' | 'requests'>, id: number): void {
  requests.setState({ selectedId: id, trace: 'loading', changes: [] });
  void client.ask({ kind: 'trace', requestId: id }).then((answer) => {
    if (requests.getState().selectedId === id) requests.setState(answer.kind === 'trace' ? { trace: answer.trace, changes: answer.changes } : { trace: 'gone', changes: [] });
  });
}

/** The actions that reach the cluster: through the document where the document holds what they change, else as commands. */
export function createClusterActions(context: AppContext): ClusterActions {
  const { client, documents, requests, ui } = context;

  const selectRequest = (id: number | null): void => {
    if (id === null) {
      requests.setState({ selectedId: null, trace: null, changes: [] });
      return;
    }
    ui.setState({ inspectorTab: 'request', isInspectorOpen: true });
    loadTrace(context, id);
  };

  return {
    setTraffic: (flows) => documents.change('traffic', { traffic: flows }),
    sendRequest: async (spec, times) => {
      const result = await client.command({ type: 'request', spec, times });
      requests.setState((state) => withRequests(state, result.requests));
      const first = result.requests[0];
      if (first !== undefined) selectRequest(first.id);
      return result;
    },
    selectRequest,
    pinTrace: (isPinned) => {
      const { trace } = requests.getState();
      requests.setState({ pinned: isPinned && trace !== null && typeof trace === 'object' ? trace : null });
    },
    setBehaviour: (target, behaviour) => {
      const others = Object.entries(documents.store.getState().behaviours).filter(([id]) => id !== target);
      documents.change(`behaviour:${target}`, { behaviours: Object.fromEntries(behaviour === null ? others : [...others, [target, behaviour]]) });
    },
    command: async (command) => {
      if (command.type === 'setTraffic') {
        documents.change('traffic', { traffic: command.flows });
        return {};
      }
      const settings = settingsAfter(documents.store.getState().settings, command);
      if (settings !== null) {
        documents.change(command.type, { settings });
        return {};
      }
      const { error, errorParams } = await client.command(command);
      if (error === undefined) return {};
      context.toast(`shell.notice.${error}`, errorParams ?? {});
      return { error, ...(errorParams === undefined ? {} : { errorParams }) };
    },
    changeSettings: (change) => documents.change('settings', { settings: change(documents.store.getState().settings) }),
    terminal: (input) => { client.terminal(input); },
    runInTerminal: (line) => { ui.setState({ bottomTab: 'terminal', phoneTab: 'requests', terminalCommand: line }); },
    ask: (question) => client.ask(question),
    api: async (request) => {
      const answer = await client.ask({ kind: 'api', request });
      if (answer.kind === 'api') return answer.response;
      return { code: 503, status: { code: 503, reason: 'ServiceUnavailable', message: 'the cluster was restarted', causes: [] }, warnings: [] };
    },
  };
}
