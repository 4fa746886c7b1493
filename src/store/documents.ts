import type { ScenarioStart } from '../protocol/scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { findScenario, firstScenario, scenarios } from '../scenarios/library.ts';
import type { SharedState } from '../share/sharedState.ts';
import type { DocumentState } from './types.ts';

/** A cluster that is opened has been running for a while: its Pods are up, and balancers have their addresses, before the first client comes. */
const WARM_UP_MS = 4000;

export function documentOf(scenario: Scenario): DocumentState {
  return { ...scenario.start, title: '', scenarioId: scenario.id };
}

export const firstDocument: DocumentState = documentOf(firstScenario);

export function scenarioDocument(id: string): DocumentState | null {
  const scenario = findScenario(id);
  return scenario === undefined ? null : documentOf(scenario);
}

export function startOf(document: DocumentState): ScenarioStart {
  const { settings, manifests, traffic, behaviours, seed } = document;
  return { settings, manifests, traffic, behaviours, seed, warmUpMs: WARM_UP_MS };
}

/** A document from outside. A scenario that is not in the library any more is only a text of one's own. */
export function openedDocument(state: SharedState): DocumentState {
  const { document } = state;
  const isKnown = document.scenarioId !== null && findScenario(document.scenarioId) !== undefined;
  return { ...document, manifests: withLineFeeds(document.manifests), scenarioId: isKnown ? document.scenarioId : null };
}

/** Offsets and lines mean the same everywhere only where lines end in one way. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The library, as the menu shows it. */
export const scenarioList = scenarios.map(({ id, title, summary, steps }) => ({ id, title, summary, steps }));
