/** The way to a field, as messages print it. Mirrors apimachinery/pkg/util/validation/field/path.go (v1.36). */
export class FieldPath {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The path to a field below this one, or further down where several names are given. */
  child(...names: readonly string[]): FieldPath {
    const below = names.join('.');
    return new FieldPath(this.text === '' ? below : `${this.text}.${below}`);
  }

  /** The path to an element of the list at this path. */
  index(index: number): FieldPath {
    return new FieldPath(`${this.text}[${index}]`);
  }

  /** The path to a key of the map at this path: `data[key]`. */
  key(key: string): FieldPath {
    return new FieldPath(`${this.text}[${key}]`);
  }

  toString(): string {
    return this.text;
  }
}

/** A path from the object's root; without names, the root itself (for which Kubernetes has a nil path). */
export function fieldPath(...names: readonly string[]): FieldPath {
  return new FieldPath(names.join('.'));
}
