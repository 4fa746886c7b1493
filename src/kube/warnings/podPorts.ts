import { quote } from '../quote.ts';
import type { VisitedContainer } from '../validation/containerVisitor.ts';

interface PlacedPort {
  readonly place: string;
  readonly name: string;
  readonly hostIP: string;
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: string;
}

function placedPorts(containers: readonly VisitedContainer[]): readonly PlacedPort[] {
  return containers.flatMap(({ container, path }) => (container.ports ?? []).map(({ name = '', hostIP = '', hostPort = 0, containerPort = 0, protocol = '' }, index) => (
    { place: path.child('ports').index(index).toString(), name, hostIP, hostPort, containerPort, protocol }
  )));
}

/** How two ports of the same number and protocol get in each other's way; absent where they do not. */
function clash(port: PlacedPort, other: PlacedPort): string | undefined {
  if (port.hostIP === other.hostIP && port.hostPort === other.hostPort) return 'duplicate port definition';
  if (port.hostPort === 0 || other.hostPort === 0) return 'overlapping port definition';
  const isHalfOpen = (port.hostIP === '') !== (other.hostIP === '');
  return port.hostPort === other.hostPort && isHalfOpen ? 'dangerously ambiguous port definition' : undefined;
}

/** Ports of all containers together that are given twice, by number or by name. Mirrors pkg/api/pod/warnings.go (v1.36). */
export function portWarnings(containers: readonly VisitedContainer[]): string[] {
  const ports = placedPorts(containers);
  const warnings: string[] = [];
  ports.forEach((port, index) => {
    const { place, name, hostIP, hostPort, containerPort, protocol } = port;
    if (hostIP !== '' && hostPort === 0) {
      warnings.push(`${place}: hostIP set without hostPort: {Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`);
    }
    for (const other of ports.slice(0, index)) {
      if (other.containerPort !== containerPort || other.protocol !== protocol) continue;
      const problem = clash(port, other);
      if (problem !== undefined) warnings.push(`${place}: ${problem} with ${other.place}`);
    }
  });
  ports.forEach(({ place, name }, index) => {
    const first = name === '' ? undefined : ports.slice(0, index).find((other) => other.name === name);
    if (first !== undefined) {
      warnings.push(`${place}: duplicate port name ${quote(name)} with ${first.place}, services and probes that select ports by name will use ${first.place}`);
    }
  });
  return warnings;
}
