/** Flags that several commands have. Mirrors k8s.io/kubectl/pkg/cmd/util/helpers.go and k8s.io/cli-runtime/pkg/genericclioptions (v1.36). */
import type { FlagSpec } from '../flags.ts';

/** Formats that every printing command knows, as usage lists them. */
export const printFormats = ['json', 'yaml', 'kyaml', 'name', 'go-template', 'go-template-file', 'template', 'templatefile', 'jsonpath', 'jsonpath-as-json', 'jsonpath-file'] as const;

export function filenameFlags(usage: string): readonly FlagSpec[] {
  return [
    { name: 'filename', shorthand: 'f', type: 'stringSlice', help: `Filename, directory, or URL to files ${usage}` },
    { name: 'kustomize', shorthand: 'k', type: 'string', help: "Process the kustomization directory. This flag can't be used together with -f or -R." },
    { name: 'recursive', shorthand: 'R', type: 'bool', help: 'Process the directory used in -f, --filename recursively.' },
  ];
}

/** `-o` and what belongs to it. `formats` are those that the usage lists, in addition to none. */
export function printFlags(formats: readonly string[] = printFormats): readonly FlagSpec[] {
  return [
    { name: 'allow-missing-template-keys', type: 'bool', default: 'true', help: 'If true, ignore any errors in templates when a field or map key is missing in the template. Only applies to golang and jsonpath output formats.' },
    { name: 'output', shorthand: 'o', type: 'string', help: `Output format. One of: (${formats.join(', ')}).` },
    { name: 'show-managed-fields', type: 'bool', help: 'If true, keep the managedFields when printing objects in JSON or YAML format.' },
    { name: 'template', type: 'string', help: 'Template string or path to template file to use when -o=go-template, -o=go-template-file. The template format is golang templates [http://golang.org/pkg/text/template/#pkg-overview].' },
  ];
}

export const dryRunFlag: FlagSpec = {
  name: 'dry-run', type: 'string', default: 'none', noOptDefVal: 'unchanged',
  help: 'Must be "none", "server", or "client". If client strategy, only print the object that would be sent, without sending it. If server strategy, submit server-side request without persisting the resource.',
};
export const selectorFlag: FlagSpec = {
  name: 'selector', shorthand: 'l', type: 'string',
  help: "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'.(e.g. -l key1=value1,key2=value2,key3 in (value3)). Matching objects must satisfy all of the specified label constraints.",
};
export const fieldSelectorFlag: FlagSpec = {
  name: 'field-selector', type: 'string',
  help: "Selector (field query) to filter on, supports '=', '==', and '!='.(e.g. --field-selector key1=value1,key2=value2). The server only supports a limited number of field queries per type.",
};
export const allNamespacesFlag: FlagSpec = {
  name: 'all-namespaces', shorthand: 'A', type: 'bool',
  help: 'If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.',
};
export function allFlag(help: string): FlagSpec {
  return { name: 'all', type: 'bool', help };
}
export function fieldManagerFlag(manager: string): FlagSpec {
  return { name: 'field-manager', type: 'string', default: manager, help: 'Name of the manager used to track field ownership.' };
}
export const validateFlag: FlagSpec = {
  name: 'validate', type: 'string', default: 'strict', noOptDefVal: 'strict',
  help: 'Must be one of: strict (or true), warn, ignore (or false). "true" or "strict" will use a schema to validate the input and fail the request if invalid. "warn" will warn about unknown or duplicate fields without blocking the request. "false" or "ignore" will not perform any schema validation, silently dropping any unknown or duplicate fields.',
};
export const saveConfigFlag: FlagSpec = {
  name: 'save-config', type: 'bool',
  help: 'If true, the configuration of current object will be saved in its annotation. Otherwise, the annotation will be unchanged. This flag is useful when you want to perform kubectl apply on this object in the future.',
};
export function localFlag(command: string): FlagSpec {
  return { name: 'local', type: 'bool', help: `If true, ${command} will NOT contact api-server but run locally.` };
}
export const chunkSizeFlag: FlagSpec = { name: 'chunk-size', type: 'int64', default: '500', help: 'Return large lists in chunks rather than all at once. Pass 0 to disable.' };
export function overwriteFlag(help: string): FlagSpec {
  return { name: 'overwrite', type: 'bool', help };
}
/** Of commands that read one subresource or write through one. */
export function subresourceFlag(help: string): FlagSpec {
  return { name: 'subresource', type: 'string', help };
}
