/** Containers of a Pod by name. Mirrors k8s.io/kubectl/pkg/cmd/util/podcmd/podcmd.go (v1.36). */
import { quote } from '../../../kube/quote.ts';
import type { Container, Pod } from '../../../kube/types.generated.ts';
import { fail } from '../../errors.ts';

const defaultAnnotation = 'kubectl.kubernetes.io/default-container';

function findContainer({ spec }: Pod, name: string): Container | undefined {
  const all: readonly Container[] = [...spec.containers, ...spec.initContainers ?? [], ...spec.ephemeralContainers ?? []];
  return all.find((container) => container.name === name);
}

/** `a, b, c (ephem), d (init)` */
function allContainerNames({ spec }: Pod): string {
  return [...spec.containers.map(({ name }) => name), ...(spec.ephemeralContainers ?? []).map(({ name }) => `${name} (ephem)`), ...(spec.initContainers ?? []).map(({ name }) => `${name} (init)`)].join(', ');
}

/** The container of that name, that of the annotation, or the first. `note` is told where the first of several was taken. Ends the command where there is none of that name. */
export function containerOf(pod: Pod, name: string, note: (text: string) => void): Container {
  const wanted = name === '' ? pod.metadata.annotations?.[defaultAnnotation] ?? '' : name;
  if (wanted !== '') return findContainer(pod, wanted) ?? fail(`container ${wanted} is not valid for pod ${pod.metadata.name} out of: ${allContainerNames(pod)}`);
  const [first] = pod.spec.containers;
  if (first === undefined) return fail(`pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name} does not have any containers`);
  const { initContainers = [], ephemeralContainers = [], containers } = pod.spec;
  if (containers.length > 1 || initContainers.length > 0 || ephemeralContainers.length > 0) note(`Defaulted container ${quote(first.name)} out of: ${allContainerNames(pod)}\n`);
  return first;
}
