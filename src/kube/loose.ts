/**
 * An API object as it may be before validation: every field of it, required ones too, may be missing.
 * Validators read through this type, so that the Go zero value (`?? ''`, `?? []`, `?? 0`) stands where nothing was sent.
 */
export type Loose<T> = T extends readonly (infer Item)[]
  ? readonly Loose<Item>[]
  : T extends object
    ? string extends keyof T
      ? T
      : { readonly [Key in keyof T]?: Loose<T[Key]> | undefined }
    : T;
