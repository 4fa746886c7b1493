/** What was done to a text to get its shape back: `mend.notes.<code>` of the catalogue. */
export interface MendNote {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** One text that a wreck may have been. */
export interface MendReading {
  readonly text: string;
  readonly notes: readonly MendNote[];
}

/** What can be made of a text that lost its shape. */
export type Mending =
  /** Nothing is wrong with its shape; whatever else is wrong is no matter of mending. */
  | { readonly kind: 'fine' }
  | ({ readonly kind: 'mended' } & MendReading)
  /** Several readings are about equally good; nothing says which was meant. */
  | { readonly kind: 'ambiguous'; readonly readings: readonly MendReading[] }
  /** No reading is clear enough to be offered. */
  | { readonly kind: 'hopeless' };

/** What the page is offered. */
export type MendOffer = Extract<Mending, { kind: 'mended' | 'ambiguous' }>;
