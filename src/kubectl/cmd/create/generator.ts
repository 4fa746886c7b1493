/** What all subcommands of `create` do alike. Mirrors k8s.io/kubectl/pkg/cmd/create/create.go and its neighbours (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { kindInfoByKind, type KindInfo } from '../../../kube/scheme.ts';
import { fail, failStatus, failUsage } from '../../errors.ts';
import type { FlagSpec } from '../../flags.ts';
import { createTypedPrinter, typedObject } from '../../printers/typedPrinter.ts';
import { withSavedConfig } from '../../generate/savedConfig.ts';
import { immediate, type CommandContext, type CommandSpec } from '../command.ts';
import { dryRunStrategy, validationDirective } from '../dryRun.ts';
import { dryRunFlag, fieldManagerFlag, printFlags, saveConfigFlag, validateFlag } from '../sharedFlags.ts';

/** A subcommand that makes one object out of its flags. */
export interface GeneratorSpec extends Pick<CommandSpec, 'use' | 'aliases' | 'short' | 'long' | 'examples'> {
  readonly flags?: readonly FlagSpec[];
  readonly kind: string;
  /** `failed to create deployment: `, before the server's own words; absent where they stand alone. */
  readonly failure?: string;
  /** `--save-config` is there but does nothing. */
  readonly ignoresSaveConfig?: boolean;
  /** The object without apiVersion, kind and namespace. Throws Failure for flags that make no sense. */
  readonly build: (context: CommandContext, name: string) => JsonObject;
}

/** The one argument before `--`. */
export function nameFromArgs({ args, argsLenAtDash, commandPath }: CommandContext): string {
  const count = argsLenAtDash === -1 ? args.length : argsLenAtDash;
  if (count !== 1) failUsage(commandPath, `exactly one NAME is required, got ${count}`);
  return args[0] ?? '';
}

/** The kind by name; the name is one of the scheme's, anything else is a bug. */
export function knownKind(kind: string): KindInfo {
  const info = kindInfoByKind(kind);
  if (info === undefined) throw new Error(`no kind ${kind}`);
  return info;
}

/** The object with kind and version, and with the namespace that was asked for by name. */
function completed(context: CommandContext, info: KindInfo, object: JsonObject): JsonObject {
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const namespace = info.isNamespaced && context.isNamespaceEnforced ? { namespace: context.namespace } : {};
  return typedObject({ ...object, apiVersion: info.apiVersion, kind: info.kind, metadata: { ...metadata, ...namespace } });
}

/** A generator as a command. */
export function generatorCommand(spec: GeneratorSpec): CommandSpec {
  const { flags = [], kind, failure, ignoresSaveConfig = false, build, ...usage } = spec;
  const info = knownKind(kind);
  return {
    ...usage,
    flags: [...printFlags(), saveConfigFlag, validateFlag, dryRunFlag, fieldManagerFlag('kubectl-create'), ...flags],
    run: immediate((context) => {
      const name = nameFromArgs(context);
      const dryRun = dryRunStrategy(context);
      const print = createTypedPrinter(context, { operation: 'created', dryRun });
      const fieldValidation = validationDirective(context);
      const generated = completed(context, info, build(context, name));
      const object = context.flags.bool('save-config') && !ignoresSaveConfig ? withSavedConfig(generated) : generated;
      if (dryRun === 'client') {
        print(object);
        return 0;
      }
      const answer = context.client.create(info, info.isNamespaced ? context.namespace : '', object, { fieldValidation, ...(dryRun === 'server' ? { isDryRun: true } : {}) });
      if (!answer.ok) return failure === undefined ? failStatus(answer.status) : fail(`${failure}${answer.status.message}`);
      print(answer.object);
      return 0;
    }),
  };
}
