/** What a text may hold. Beyond a limit there is a problem that says so, never a hang. */
export interface ManifestLimits {
  /** UTF-16 code units of the whole text. */
  readonly maxLength: number;
  readonly maxDocuments: number;
  /** Collections within each other, aliases followed. */
  readonly maxDepth: number;
}

/** A 5 MB paste is read, a larger one refused. */
export const defaultLimits: ManifestLimits = { maxLength: 5 * 1024 * 1024, maxDocuments: 10_000, maxDepth: 100 };
