/** Grammar of image references: github.com/distribution/reference, regexp.go. */
const domainComponent = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const domain = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?`;
const pathComponent = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const repository = `(?:${domain}/)?${pathComponent}(?:/${pathComponent})*`;
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const referencePattern = new RegExp(`^(${repository})(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(${digest}))?$`);
const longestRepository = 255;

/** The reference with the registry that Docker assumes where none is named. */
function withDomain(image: string): string {
  const slash = image.indexOf('/');
  const first = slash === -1 ? '' : image.slice(0, slash);
  const isDomain = slash !== -1 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
  const registry = isDomain && first !== 'index.docker.io' ? first : 'docker.io';
  const rest = isDomain ? image.slice(slash + 1) : image;
  return `${registry}/${registry === 'docker.io' && !rest.includes('/') ? 'library/' : ''}${rest}`;
}

/**
 * The tag of an image: `latest` where neither tag nor digest is there, '' where only a digest is, and '' for texts that are
 * no image reference at all (upper-case repositories, nothing). Mirrors pkg/util/parsers/parsers.go (v1.36).
 */
export function imageTag(image: string): string {
  if (/^[a-f0-9]{64}$/.test(image)) return '';
  const match = referencePattern.exec(withDomain(image));
  if (match === null || (match[1] ?? '').length > longestRepository) return '';
  if (match[2] !== undefined) return match[2];
  return match[3] === undefined ? 'latest' : '';
}

/** Whether a text has the form of an image reference, with or without registry, tag and digest. */
export function isImageReference(image: string): boolean {
  return referencePattern.test(image);
}
