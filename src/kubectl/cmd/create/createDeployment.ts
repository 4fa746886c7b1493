/** `kubectl create deployment`. Mirrors k8s.io/kubectl/pkg/cmd/create/create_deployment.go (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { fail } from '../../errors.ts';
import { generatorCommand } from './generator.ts';

/** Letters of the random suffixes that Kubernetes gives. */
const suffixLetters = 'bcdfghjklmnpqrstvwxz2456789';

/** A container's name out of its image: the last part of the path, without tag and digest. */
function containerName(image: string, seed: number): string {
  const last = image.split('/').at(-1) ?? '';
  const [name = ''] = (last.split(':')[0] ?? '').split('@');
  if (!/[_.]/.test(name)) return name;
  return `${name.replaceAll('_', '-').replaceAll('.', '-')}-${suffixOf(seed)}`;
}

/** Five letters that differ from one moment to the next. Simplified: kubectl draws them at random; here the same moment gives the same. */
function suffixOf(seed: number): string {
  let state = (seed * 2_654_435_761 + 40_503) % 4_294_967_296;
  let suffix = '';
  for (let i = 0; i < 5; i++) {
    suffix += suffixLetters.charAt(Math.floor(state / 65_536) % suffixLetters.length);
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  }
  return suffix;
}

export const createDeploymentCommand = generatorCommand({
  use: 'deployment NAME --image=image -- [COMMAND] [args...]', aliases: ['deploy'], short: 'Create a deployment with the specified name', long: 'Create a deployment with the specified name.',
  examples: `# Create a deployment named my-dep that runs the busybox image
kubectl create deployment my-dep --image=busybox

# Create a deployment with a command
kubectl create deployment my-dep --image=busybox -- date

# Create a deployment named my-dep that runs the nginx image with 3 replicas
kubectl create deployment my-dep --image=nginx --replicas=3

# Create a deployment named my-dep that runs the busybox image and expose port 5701
kubectl create deployment my-dep --image=busybox --port=5701

# Create a deployment named my-dep that runs multiple containers
kubectl create deployment my-dep --image=busybox:latest --image=ubuntu:latest --image=nginx`,
  flags: [
    { name: 'image', type: 'stringSlice', help: 'Image names to run. A deployment can have multiple images set for multi-container pod.', isRequired: true },
    { name: 'port', type: 'int32', default: '-1', help: 'The containerPort that this deployment exposes.' },
    { name: 'replicas', shorthand: 'r', type: 'int32', default: '1', help: 'Number of replicas to create. Default is 1.' },
  ],
  kind: 'Deployment', failure: 'failed to create deployment: ',
  build({ flags, args, cluster }, name) {
    const command = args.slice(1);
    const images = flags.list('image');
    if (images.length > 1 && command.length > 0) fail('cannot specify multiple --image options and command');
    const port = flags.int('port');
    const containers = images.map((image, i): JsonObject => ({
      name: containerName(image, cluster.nowMs + i), image, command, ...(i === 0 && port >= 0 ? { ports: [{ containerPort: port }] } : {}),
    }));
    const labels = { app: name };
    return { metadata: { name, labels }, spec: { replicas: flags.int('replicas'), selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } } };
  },
});
