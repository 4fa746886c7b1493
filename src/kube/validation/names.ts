/**
 * Checks of names: each gives the messages of what is wrong, none where nothing is.
 * Mirrors apimachinery/pkg/util/validation/validation.go and pkg/api/validate/content (v1.36).
 */
import { utf8Length } from '../utf8.ts';

const dns1123Label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1123Subdomain = `${dns1123Label}(\\.${dns1123Label})*`;
const underscoreLabel = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const underscoreSubdomain = `${underscoreLabel}(\\.${underscoreLabel})*`;
const wildcardSubdomain = `\\*\\.${dns1123Subdomain}`;
const labelKey = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValue = `(${labelKey})?`;
const configMapKey = '[-._a-zA-Z0-9]+';
const httpHeaderName = '[-A-Za-z0-9]+';
const httpPath = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const percent = '[0-9]+%';

const pattern = (source: string): RegExp => new RegExp(`^(?:${source})$`);
const dns1123LabelPattern = pattern(dns1123Label);
const dns1123SubdomainPattern = pattern(dns1123Subdomain);
const underscoreSubdomainPattern = pattern(underscoreSubdomain);
const wildcardSubdomainPattern = pattern(wildcardSubdomain);
const labelKeyPattern = pattern(labelKey);
const labelValuePattern = pattern(labelValue);
const configMapKeyPattern = pattern(configMapKey);
const httpHeaderNamePattern = pattern(httpHeaderName);
const httpPathPattern = pattern(httpPath);
const percentPattern = pattern(percent);

const labelKeyRule = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** A check of one text: the messages of what is wrong with it. */
export type Check = (value: string) => string[];

/** `must be no more than N characters` */
function maxLengthMessage(length: number): string {
  return `must be no more than ${length} characters`;
}

/** `RULE (e.g. 'a',  or 'b', regex used for validation is 'RE')`, blanks and commas as Kubernetes sets them. */
function regexMessage(rule: string, source: string, ...examples: readonly string[]): string {
  if (examples.length === 0) return `${rule} (regex used for validation is '${source}')`;
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${rule} (e.g. ${shown}regex used for validation is '${source}')`;
}

/** `must be between LOW and HIGH, inclusive` */
function rangeMessage(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

function tooLong(value: string, max: number): string[] {
  return utf8Length(value) > max ? [maxLengthMessage(max)] : [];
}

/** Newer checks say bytes, which is what older ones mean by characters. */
function tooManyBytes(value: string, max: number): string[] {
  return utf8Length(value) > max ? [`must be no more than ${max} bytes`] : [];
}

/** A DNS-1123 label: `my-name`. */
export function isDNS1123Label(value: string): string[] {
  const messages = tooLong(value, 63);
  if (dns1123LabelPattern.test(value)) return messages;
  if (dns1123SubdomainPattern.test(value)) messages.push('must not contain dots');
  else messages.push(regexMessage("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character", dns1123Label, 'my-name', '123-abc'));
  return messages;
}

/** A DNS-1123 subdomain: `example.com`. */
export function isDNS1123Subdomain(value: string): string[] {
  const messages = tooLong(value, 253);
  if (!dns1123SubdomainPattern.test(value)) messages.push(regexMessage("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", dns1123Subdomain, 'example.com'));
  return messages;
}

/** A DNS-1123 subdomain whose labels may begin with and contain underscores. */
export function isDNS1123SubdomainWithUnderscore(value: string): string[] {
  const messages = tooLong(value, 253);
  if (!underscoreSubdomainPattern.test(value)) messages.push(regexMessage("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character", underscoreSubdomain, 'example.com'));
  return messages;
}

/** `*.example.com` */
export function isWildcardDNS1123Subdomain(value: string): string[] {
  const messages = tooLong(value, 253);
  if (!wildcardSubdomainPattern.test(value)) messages.push(regexMessage("a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character", wildcardSubdomain, '*.example.com'));
  return messages;
}

function checkKeyPrefix(prefix: string): string[] {
  return [...tooManyBytes(prefix, 253), ...isDNS1123Subdomain(prefix).filter((message) => message !== maxLengthMessage(253))];
}

/** A qualified name, which label keys, finalizers and the like are: `name` or `example.com/name`. */
export function isQualifiedName(value: string): string[] {
  const messages: string[] = [];
  const parts = value.split('/');
  if (parts.length > 2) {
    return [`a valid label key ${regexMessage(labelKeyRule, labelKey, 'MyName', 'my.name', '123-abc')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = parts.at(-1) ?? '';
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') messages.push('prefix part must be non-empty');
    else messages.push(...checkKeyPrefix(prefix).map((message) => `prefix part ${message}`));
  }
  if (name === '') messages.push('name part must be non-empty');
  else messages.push(...tooManyBytes(name, 63).map((message) => `name part ${message}`));
  if (!labelKeyPattern.test(name)) messages.push(`name part ${regexMessage(labelKeyRule, labelKey, 'MyName', 'my.name', '123-abc')}`);
  return messages;
}

/** A label's value, which may be empty. */
export function isLabelValue(value: string): string[] {
  const messages = tooManyBytes(value, 63);
  if (!labelValuePattern.test(value)) messages.push(regexMessage("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", labelValue, 'MyValue', 'my_value', '12345'));
  return messages;
}

/** 1 to 65535 */
export function isValidPortNumber(port: number): string[] {
  return isInRange(port, 1, 65535);
}

/** An inclusive range. */
export function isInRange(value: number, low: number, high: number): string[] {
  return value >= low && value <= high ? [] : [rangeMessage(low, high)];
}

/** The name of a container's port: every rule that fails gives its own message. */
export function isValidPortName(name: string): string[] {
  const messages = tooLong(name, 15);
  if (!/^[-a-z0-9]+$/.test(name)) messages.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) messages.push('must contain at least one letter (a-z)');
  if (name.includes('--')) messages.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) messages.push('must not begin or end with a hyphen');
  return messages;
}

/** `25%` */
export function isValidPercent(value: string): string[] {
  if (percentPattern.test(value)) return [];
  return [regexMessage("a valid percent string must be a numeric string followed by an ending '%'", percent, '1%', '93%')];
}

/** `X-Header-Name` */
export function isHTTPHeaderName(value: string): string[] {
  if (httpHeaderNamePattern.test(value)) return [];
  return [regexMessage("a valid HTTP header must consist of alphanumeric characters or '-'", httpHeaderName, 'X-Header-Name')];
}

/** The name of an environment variable: printable ASCII without `=`. */
export function isRelaxedEnvVarName(value: string): string[] {
  if (value === '') return ['environment variable name must be non-empty'];
  if (/^[ -<>-~]*$/.test(value)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

const envVarName = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const envVarNamePattern = new RegExp(`^${envVarName}$`);

/** The name of an environment variable as clients take it; those of the API are relaxed. */
export function isEnvVarName(value: string): string[] {
  const messages: string[] = [];
  if (!envVarNamePattern.test(value)) messages.push(regexMessage("a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit", envVarName, 'my.env-name', 'MY_ENV.NAME', 'MyEnvName1'));
  return [...messages, ...hasParentPrefix(value)];
}

/** A key of a ConfigMap or a Secret, which is a file's name in a volume. */
export function isConfigMapKey(value: string): string[] {
  const messages = tooLong(value, 253);
  if (!configMapKeyPattern.test(value)) messages.push(regexMessage("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", configMapKey, 'key.name', 'KEY_NAME', 'key-name'));
  return [...messages, ...hasParentPrefix(value)];
}

function hasParentPrefix(value: string): string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

/** A name that stands in a URL's path, for kinds without a rule of their own (RBAC). */
export function isPathSegmentName(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`);
}

/** The path after the host of a domain-prefixed path. */
export function isHTTPPath(path: string): string[] {
  return httpPathPattern.test(path) ? [] : [regexMessage('Invalid path', httpPath)];
}

/** A name whose trailing dash a generated suffix will follow: checked with a letter in its place. */
export function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
