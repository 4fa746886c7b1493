import type { KubeObject, WatchEvent } from '../engine/context.ts';
import type { Engine, EngineOutput } from '../engine/engine.ts';
import type { ClusterAccess } from './program.ts';

/** Feeds keep no more than this; what comes beyond replaces the oldest. */
const MAX_CHANGES = 50_000;

/** The part of an engine that programs get at. */
export type AccessedEngine = ClusterAccess['engine'] & Pick<Engine, 'nowMs' | 'dispatch'>;

export interface EngineAccess {
  readonly cluster: ClusterAccess;
  /** Tells the feeds what happened in a call of the engine that was not made through `cluster`, such as `advance`. */
  readonly observe: (output: EngineOutput) => void;
}

/** An engine as programs see it. Throws where a request has no response, which no engine does. */
export function createEngineAccess(engine: AccessedEngine): EngineAccess {
  const feeds = new Set<WatchEvent<KubeObject>[]>();

  function observe({ changes }: EngineOutput): void {
    for (const feed of feeds) {
      feed.push(...changes);
      if (feed.length > MAX_CHANGES) feed.splice(0, feed.length - MAX_CHANGES);
    }
  }

  const dispatch: ClusterAccess['dispatch'] = (command) => {
    const output = engine.dispatch(command);
    observe(output);
    return output;
  };

  return {
    observe,
    cluster: {
      get nowMs() {
        return engine.nowMs;
      },
      send(request) {
        const { response } = dispatch({ type: 'api', request });
        if (response === undefined) throw new Error('an api command has a response');
        return response;
      },
      dispatch,
      watch() {
        const feed: WatchEvent<KubeObject>[] = [];
        feeds.add(feed);
        return { take: () => feed.splice(0), close: () => void feeds.delete(feed) };
      },
      engine,
    },
  };
}
