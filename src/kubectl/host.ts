import type { FieldDocumentation } from '../kube/fieldDocumentation.ts';
import type { KubeConfig } from './config/kubeConfig.ts';
import type { Running, Streams } from './program.ts';

/** What kubectl finds on the machine where it runs. */
export interface KubectlHost {
  /** What `-f NAME` reads, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly config: KubeConfig;
  /** Opens an editor on a text. Absent where there is none. The answer is what is to be printed; the edit itself comes later and from elsewhere. */
  readonly edit?: (request: EditRequest) => void;
  /** Runs a program in a container; `isInteractive`: `-it` was given, and a shell may stay. Absent where nothing runs in containers. */
  readonly exec?: (target: ExecTarget, argv: readonly string[], streams: Streams, isInteractive: boolean) => Running;
  /**
   * Makes ports of the machine lead into a Pod, until `close`; `busy`: one of them that something listens on already. Absent where
   * nothing can be sent to them.
   */
  readonly listen?: (ports: readonly ForwardedPort[]) => { readonly close: () => void } | { readonly busy: number };
  /** What the API's schema says about a type, or about a field of it, by the names of the scheme (`ServiceSpec`, `type`). Absent where no schema is at hand. */
  readonly documentation?: (struct: string, field?: string) => FieldDocumentation | undefined;
}

/** What `kubectl edit` is asked to open. */
export interface EditRequest {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where the kind has none. */
  readonly namespace: string;
  readonly name: string;
  /** The object as YAML. */
  readonly text: string;
}

/** A port of the machine, and the Pod's port that it leads to. */
export interface ForwardedPort {
  readonly local: number;
  readonly namespace: string;
  readonly name: string;
  readonly remote: number;
}

/** The container that a program runs in. */
export interface ExecTarget {
  readonly namespace: string;
  readonly name: string;
  readonly container: string;
}
