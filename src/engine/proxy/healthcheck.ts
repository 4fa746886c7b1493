import type { ServiceTable } from './serviceTable.ts';

/** What a Service's health check says on a Node. */
export interface ServiceHealth {
  readonly namespace: string;
  readonly name: string;
  /** Distinct addresses of ready endpoints on the Node. */
  readonly localEndpoints: number;
  /** 200 where there are any, otherwise 503. */
  readonly code: number;
}

/**
 * What GET on a Node's healthCheckNodePort answers; undefined where no Service has that port.
 * Endpoints that terminate count no more, though the Node still leads to them.
 * Mirrors service_health.go of pkg/proxy/healthcheck (v1.36).
 */
export function serviceHealth(table: ServiceTable, nodeName: string, port: number): ServiceHealth | undefined {
  const entries = table.byHealthCheckNodePort(port);
  const [first] = entries;
  if (first === undefined) return undefined;
  const addresses = new Set(
    entries.flatMap((entry) => (entry.info.service === first.info.service ? entry.endpoints : [])).flatMap((endpoint) => (endpoint.isReady && endpoint.nodeName === nodeName ? [endpoint.ip] : [])),
  );
  return { namespace: first.info.namespace, name: first.info.serviceName, localEndpoints: addresses.size, code: addresses.size > 0 ? 200 : 503 };
}
