import type { Client } from '../client/types.ts';

/** Real time, injected. */
export interface AppClock {
  readonly nowMs: () => number;
  /** Runs once after a delay; the returned function cancels. */
  readonly after: (delayMs: number, run: () => void) => () => void;
}

/** Where documents are kept between visits. `previous` is what a link or a scenario has taken the place of. */
export interface DocumentStorage {
  readonly save: (slot: 'current' | 'previous', text: string) => Promise<void>;
  readonly load: (slot: 'current' | 'previous') => Promise<string | null>;
  /** While the page is being closed nothing can be waited for. */
  readonly saveNow: (text: string) => void;
}

/** Small things that are read before the first picture: theme, which panels are open. */
export interface Preferences {
  readonly get: (key: string) => string | null;
  readonly set: (key: string, value: string) => void;
}

export interface PageLocation {
  /** The page's address without its hash. */
  readonly address: () => string;
  readonly hash: () => string;
  /** A link that has been opened leaves the address, or a reload would bring it back over what was made of it. */
  readonly clearHash: () => void;
  readonly onHashChange: (listener: () => void) => () => void;
}

/** All that the stores need of the world. */
export interface AppOptions {
  readonly client: Client;
  readonly clock: AppClock;
  readonly storage: DocumentStorage;
  readonly preferences: Preferences;
  readonly location: PageLocation;
  /** What autosave kept of the last visit. */
  readonly saved: string | null;
  readonly download: (fileName: string, text: string) => void;
}
