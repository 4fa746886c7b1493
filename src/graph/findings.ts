import type { ObjectId } from '../protocol/ref.ts';
import type { ClusterView, FindingView } from '../protocol/view.ts';

const rank: Readonly<Record<FindingView['severity'], number>> = { error: 2, warning: 1, info: 0 };

const known = new WeakMap<ClusterView['findings'], ReadonlyMap<ObjectId, FindingView>>();

/** The gravest finding of each object. */
export function worstFindings(findings: ClusterView['findings']): ReadonlyMap<ObjectId, FindingView> {
  const before = known.get(findings);
  if (before !== undefined) return before;
  const worst = new Map<ObjectId, FindingView>();
  for (const finding of Object.values(findings)) {
    const other = worst.get(finding.object);
    if (other === undefined || rank[finding.severity] > rank[other.severity]) worst.set(finding.object, finding);
  }
  known.set(findings, worst);
  return worst;
}
