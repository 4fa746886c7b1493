/** Printers from templates. Mirrors k8s.io/cli-runtime/pkg/printers/{jsonpath,template}.go and genericclioptions' flags for them (v1.36). */
import { goJson, quote, sortedJson } from '../../kube/quote.ts';
import type { CommandContext } from '../cmd/command.ts';
import { fail } from '../errors.ts';
import { createGoTemplate } from '../gotemplate/execute.ts';
import { TemplateError } from '../gotemplate/lex.ts';
import { goSyntax } from '../goSyntax.ts';
import { goText } from '../goText.ts';
import { createJSONPath } from '../jsonpath/evaluate.ts';
import { JSONPathError } from '../jsonpath/parser.ts';
import type { ObjectPrinter } from './objectPrinter.ts';

const jsonFormats = ['jsonpath', 'jsonpath-as-json', 'jsonpath-file'];
const goFormats = ['template', 'go-template', 'go-template-file', 'templatefile'];

interface Template { readonly format: string; readonly text: string }

function templateOf(context: CommandContext, output: string, formats: readonly string[]): Template | undefined {
  const given = context.flags.has('template') ? context.flags.string('template') : '';
  const prefix = formats.find((format) => output.startsWith(`${format}=`));
  const [format, text] = given === '' && prefix !== undefined ? [prefix, output.slice(prefix.length + 1)] : [output, given];
  if (!formats.includes(format)) return undefined;
  if (text === '') fail('template format specified but no template given');
  if (!format.endsWith('file')) return { format, text };
  const file = context.host.files.get(text);
  return file === undefined ? fail(`error reading --template ${text}, open ${text}: no such file or directory`) : { format, text: file };
}

/** The printer of a template format; undefined where the format is another. */
export function templatePrinter(context: CommandContext, output: string): ObjectPrinter | undefined {
  const allowsMissingKeys = !context.flags.has('allow-missing-template-keys') || context.flags.bool('allow-missing-template-keys');
  const jsonTemplate = templateOf(context, output, jsonFormats);
  if (jsonTemplate !== undefined) return jsonPathPrinter(context, jsonTemplate, allowsMissingKeys);
  const goTemplate = templateOf(context, output, goFormats);
  return goTemplate === undefined ? undefined : goTemplatePrinter(context, goTemplate, allowsMissingKeys);
}

function jsonPathPrinter({ streams }: CommandContext, { format, text }: Template, allowsMissingKeys: boolean): ObjectPrinter {
  const attempt = <T>(run: () => T, explain: (message: string) => string): T => {
    try {
      return run();
    } catch (error) {
      if (error instanceof JSONPathError) return fail(explain(error.message));
      throw error;
    }
  };
  const path = attempt(() => createJSONPath(text, { allowsMissingKeys, isJSON: format === 'jsonpath-as-json' }), (message) => `error parsing jsonpath ${text}, ${message}`);
  return (object) => {
    streams.out(attempt(() => path.execute(object), (message) => `error executing jsonpath ${quote(text)}: Error executing template: ${message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${text}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n\n`));
  };
}

function goTemplatePrinter({ streams }: CommandContext, { text }: Template, allowsMissingKeys: boolean): ObjectPrinter {
  const attempt = <T>(run: () => T, explain: (message: string) => T): T => {
    try {
      return run();
    } catch (error) {
      if (error instanceof TemplateError) return explain(error.message);
      throw error;
    }
  };
  const template = attempt(() => createGoTemplate(text), (message) => fail(`error parsing template ${text}, template: output:${message}`));
  return (object) => {
    const out = attempt(() => template.execute(object, allowsMissingKeys), (message) => {
      const detail = `template: output:${message}`;
      streams.out(`Error executing template: ${detail}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${text}\n\traw data was:\n\t\t${goJson(sortedJson(object))}\n\n\tobject given to template engine was:\n\t\t${goText(object)}\n\n`);
      return fail(`error executing template ${quote(text)}: ${detail}`);
    });
    streams.out(out);
  };
}
