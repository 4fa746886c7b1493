/** Why a command of kubectl failed. Mirrors k8s.io/kubectl/pkg/cmd/util/helpers.go (v1.36). */
import type { Status } from '../../protocol/command.ts';

/** What a command failed with: the server's refusal, or kubectl's own words (without `error: `). */
export type ClientError = { readonly status: Status } | { readonly message: string };

/** The refusal with what kubectl was doing put before its message: `error when creating "STDIN": …`. */
export function withSource(status: Status, verb: string, source: string): Status {
  return { ...status, message: `error when ${verb} ${JSON.stringify(source)}: ${status.message}` };
}
