import type { Client } from '../client/types.ts';

/** Real time, injected. */
export interface AppClock {
  nowMs(): number;
  /** Runs once after a delay; the returned function cancels. */
  after(delayMs: number, run: () => void): () => void;
}

/** Where documents are kept between visits. `previous` is what a link or a scenario has taken the place of. */
export interface DocumentStorage {
  save(slot: 'current' | 'previous', text: string): Promise<void>;
  load(slot: 'current' | 'previous'): Promise<string | null>;
  /** While the page is being closed nothing can be waited for. */
  saveNow(text: string): void;
}

/** Small things that are read before the first picture: theme, which panels are open. */
export interface Preferences {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

export interface PageLocation {
  /** The page's address without its hash. */
  address(): string;
  hash(): string;
  /** A link that has been opened leaves the address, or a reload would bring it back over what was made of it. */
  clearHash(): void;
  onHashChange(listener: () => void): () => void;
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
  download(fileName: string, text: string): void;
}
