import type { Container } from '../../kube/types.generated.ts';

/** What servers that everybody uses listen on over TCP, whatever their Pods declare; by the last part of the image's name. */
const usualPorts: Readonly<Record<string, readonly number[]>> = {
  nginx: [80], 'nginx-unprivileged': [8080], httpd: [80], caddy: [80, 443], traefik: [80], whoami: [80], httpbin: [80], 'http-echo': [5678], echoserver: [8080], podinfo: [9898],
  'hello-app': [8080], 'kubernetes-bootcamp': [8080], 'hello-kubernetes': [8080], tomcat: [8080], jenkins: [8080, 50000], wordpress: [80], phpmyadmin: [80], ghost: [2368],
  redis: [6379], valkey: [6379], memcached: [11211], postgres: [5432], mysql: [3306], mariadb: [3306], mongo: [27017], rabbitmq: [5672], nats: [4222], elasticsearch: [9200, 9300],
  prometheus: [9090], grafana: [3000], minio: [9000], vault: [8200], registry: [5000],
};

/** The last part of an image's name, without registry, tag and digest. */
export function imageName({ image = '' }: Pick<Container, 'image'>): string {
  return (image.split('@')[0]?.split('/').at(-1) ?? '').replace(/:[^:]*$/, '');
}

/** Whether a container declares a port. */
export function declaresPort({ ports = [] }: Container, port: number, protocol: string): boolean {
  return ports.some((declared) => declared.containerPort === port && (declared.protocol ?? 'TCP') === protocol);
}

function probedPorts({ livenessProbe, readinessProbe, startupProbe }: Container): readonly number[] {
  return [livenessProbe, readinessProbe, startupProbe].flatMap((probe) => {
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
    return typeof port === 'number' ? [port] : [];
  });
}

export interface ListeningPort { readonly port: number; readonly protocol: string }

const known = new WeakMap<Container, readonly ListeningPort[]>();

/**
 * The ports on which a container's process takes connections, as far as its manifest tells: those that it declares, those of its
 * image where that is a server that everybody uses, and otherwise those that its own probes ask, since they are there to succeed.
 * Simplified: images are not run, so that nothing else is known of them.
 */
export function listeningPorts(container: Container): readonly ListeningPort[] {
  let ports = known.get(container);
  if (ports === undefined) {
    const declared = (container.ports ?? []).map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol }));
    const others = (usualPorts[imageName(container)] ?? probedPorts(container)).filter((port) => !declaresPort(container, port, 'TCP'));
    ports = [...declared, ...[...new Set(others)].map((port) => ({ port, protocol: 'TCP' }))];
    known.set(container, ports);
  }
  return ports;
}

/** Whether a port is one of those. */
export function listensOn(container: Container, port: number, protocol: string): boolean {
  return listeningPorts(container).some((each) => each.port === port && each.protocol === protocol);
}
