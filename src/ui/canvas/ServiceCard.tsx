import type { NodeProps } from '@xyflow/react';
import { CornerUpLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { worstFindings } from '../../graph/findings.ts';
import { mostPortRows } from '../../graph/leftLanes.ts';
import type { ServicePortView, ServiceView } from '../../protocol/view.ts';
import { useCluster } from '../common/appContext.tsx';
import { CardShell } from './CardShell.tsx';
import { FindingGlyph } from './FindingGlyph.tsx';
import { useCanvas } from './canvasState.ts';
import type { BoxNode } from './flowElements.ts';

/** A Service: its name, type and ClusterIP, how many of its Pods are ready, and its ports. */
export function ServiceCard({ data }: NodeProps<BoxNode>) {
  const { t } = useTranslation();
  const service = useCluster((state) => state.view.services[data.key]);
  const finding = useCluster((state) => worstFindings(state.view.findings).get(data.key));
  const hasNamespaces = useCanvas((state) => state.hasNamespaces);
  if (service === undefined) return null;
  const address = service.clusterIPs.filter((ip) => ip !== 'None').join(', ');
  const isAlias = service.type === 'ExternalName';
  const { ready, total } = endpointCounts(service);
  const kind = service.isHeadless ? t('canvas.service.headless') : service.type;
  const label = isAlias
    ? t('canvas.service.labelAlias', { name: service.name, target: service.externalName })
    : t(service.isHeadless ? 'canvas.service.labelHeadless' : 'canvas.service.label', { name: service.name, type: kind, address, ready, total });
  return (
    <CardShell id={service.id} boxKey={service.id} label={label} hue={finding?.severity === 'error' ? '--fail' : '--k-service'} className={service.isHeadless || isAlias ? 'cv-service cv-headless' : 'cv-service'}>
      <div className="cv-head">
        <span className="cv-diamond" aria-hidden>{service.isHeadless || isAlias ? '◇' : '◆'}</span>
        <b className="cv-name" title={service.name}>{service.name}</b>
        {hasNamespaces ? <span className="cv-hint cv-clip cv-yields" title={service.namespace}>{service.namespace}</span> : null}
        <span className="cv-grow" />
        {isAlias ? null : <span className={total === 0 ? 'cv-count cv-mono cv-bad' : 'cv-count cv-mono'} title={t('canvas.service.ready', { ready, total })}>{ready}/{total}</span>}
        {finding === undefined ? null : <FindingGlyph finding={finding} />}
        <span className="cv-shift" />
      </div>
      <div className="cv-sub" title={`${kind} ${address}`}>
        {kind}{address === '' ? null : <> · <span className="cv-mono">{address}</span></>}
      </div>
      {isAlias ? (
        <div className="cv-alias"><CornerUpLeft size={12} aria-hidden />CNAME <span className="cv-mono cv-clip" title={service.externalName}>{service.externalName}</span></div>
      ) : (
        <>
          <ReadyBar service={service} />
          <PortRail ports={service.ports} isHeadless={service.isHeadless} hasEndpoints={total > 0} />
        </>
      )}
    </CardShell>
  );
}

function endpointCounts({ endpoints, otherAddresses }: ServiceView): { readonly ready: number; readonly total: number } {
  // Addresses written by hand are counted by the slices they stand in.
  const total = Math.max(endpoints.ready + endpoints.notReady + endpoints.terminating, otherAddresses.length);
  return { ready: endpoints.ready, total };
}

/** The share of ready, not ready and terminating endpoints. */
function ReadyBar({ service }: { readonly service: ServiceView }) {
  const { ready, notReady, terminating } = service.endpoints;
  const { total } = endpointCounts(service);
  const share = (count: number): string => `${total === 0 ? 0 : (count / total) * 100}%`;
  return (
    <div className="cv-bar" aria-hidden>
      <i className="cv-bar-ready" style={{ width: share(ready) }} />
      <i className="cv-bar-warn" style={{ width: share(notReady) }} />
      <i className="cv-bar-gone" style={{ width: share(terminating) }} />
    </div>
  );
}

interface PortRailProps { readonly ports: readonly ServicePortView[]; readonly isHeadless: boolean; readonly hasEndpoints: boolean }

function PortRail({ ports, isHeadless, hasEndpoints }: PortRailProps) {
  const { t } = useTranslation();
  if (ports.length === 0) return null;
  return (
    <div className="cv-rail cv-ports">
      {ports.slice(0, mostPortRows).map((port, index) => (
        <div key={`${port.protocol}/${port.port}`} title={portTitle(port)}>
          <div className="cv-port"><span>{port.port}</span>{isHeadless ? null : <PortTarget port={port} />}{index === 0 && !hasEndpoints ? <span className="cv-bad">{t('canvas.service.noEndpoints')}</span> : <span className="cv-hint">{port.protocol}</span>}</div>
          {port.nodePort === 0 ? null : <div className="cv-port">{t('canvas.service.nodePort', { nodePort: port.nodePort })}</div>}
        </div>
      ))}
      {ports.length > mostPortRows ? <div className="cv-port cv-hint">{t('canvas.service.morePorts', { count: ports.length - mostPortRows })}</div> : null}
    </div>
  );
}

const isNamed = (port: ServicePortView): boolean => !/^\d+$/.test(port.targetPort);

/** `→ http (8080)`: the name as written and the number that it comes to. */
function PortTarget({ port }: { readonly port: ServicePortView }) {
  const numbers = port.resolved.join(', ');
  if (!isNamed(port)) return <span className="cv-target">→ {port.targetPort}</span>;
  return <span className={numbers === '' ? 'cv-target cv-bad' : 'cv-target'}>→ {port.targetPort} ({numbers === '' ? '?' : numbers})</span>;
}

const portTitle = (port: ServicePortView): string => `${port.name === '' ? '' : `${port.name} `}${port.port} → ${port.targetPort} ${port.protocol}`;
