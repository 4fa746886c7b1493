import type { StoreApi } from 'zustand/vanilla';
import type { ApiRequest, ApiResponse, Behaviour, ManifestResult } from '../protocol/command.ts';
import type { Answer, ManifestDiagnostic, ManifestFix, PageCommand, Question, TextRange, TrafficStats } from '../protocol/message.ts';
import type { Drift } from '../protocol/drift.ts';
import type { FieldEdit } from '../protocol/edit.ts';
import type { MendOffer } from '../protocol/mending.ts';
import type { WhatWouldChange } from '../protocol/inspection.ts';
import type { FieldPath, ObjectId, ObjectRef } from '../protocol/ref.ts';
import type { RequestSpec, RequestSummary, RequestTrace, TrafficFlow } from '../protocol/request.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import type { TerminalInput, TerminalUpdate } from '../protocol/terminal.ts';
import type { ClusterView, EventView, ViewCollection } from '../protocol/view.ts';

/** What the engine last reported. An object that did not change keeps its identity, and so does `ids` while membership stays. */
export interface ClusterState {
  readonly connection: 'starting' | 'live' | 'restarting' | 'failed';
  readonly revision: number;
  readonly nowMs: number;
  readonly view: ClusterView;
  /** Sorted by id. */
  readonly ids: { readonly [C in ViewCollection]: readonly string[] };
  readonly settings: ClusterSettings;
  /** Oldest first, at most 500. */
  readonly events: readonly EventView[];
  readonly stats: TrafficStats | null;
}

/** What the user made: undoable, saved, shared. */
export interface DocumentState {
  readonly title: string;
  readonly scenarioId: string | null;
  readonly manifests: string;
  readonly traffic: readonly TrafficFlow[];
  readonly behaviours: Readonly<Record<ObjectId, Behaviour>>;
  readonly settings: ClusterSettings;
  readonly seed: number;
}

/** What the API server and diagnosis said of the text. */
export interface ManifestState {
  /** The text that `results` and `diagnostics` speak of. */
  readonly textRevision: number;
  readonly results: readonly ManifestResult[];
  readonly diagnostics: readonly ManifestDiagnostic[];
  /** False: some document could not be read, so nothing was deleted. */
  readonly isComplete: boolean;
  /** Where the cluster no longer is what the text says. */
  readonly drifts: readonly Drift[];
  /** Where the text lost its shape: what it may have been. */
  readonly mending: MendOffer | null;
}

export interface RequestState {
  /** Newest first, at most 500. */
  readonly recent: readonly RequestSummary[];
  readonly selectedId: number | null;
  /** Of the selected request, once it has arrived. `gone`: too old to be kept. */
  readonly trace: RequestTrace | 'loading' | 'gone' | null;
  /** What would have changed it, one field at a time. */
  readonly changes: readonly WhatWouldChange[];
  /** Kept to be compared with the one that is selected. */
  readonly pinned: RequestTrace | null;
}

type Params = Readonly<Record<string, string | number>>;

export type Theme = 'system' | 'light' | 'dark';
export type InspectorTab = 'request' | 'object' | 'yaml' | 'endpoints' | 'balance' | 'dns' | 'environment' | 'rules' | 'conntrack' | 'events';
export type BottomTab = 'traffic' | 'requests' | 'terminal' | 'metrics' | 'events' | 'cluster';
export type Dialog = 'shortcuts' | 'palette' | 'share' | 'scenarios' | null;

/** `code` is a key of the message catalogue. */
export interface Toast { readonly id: number; readonly code: string; readonly params: Readonly<Record<string, string | number>>; readonly action?: { readonly code: string; readonly run: () => void } }

export interface UIState {
  readonly selection: ObjectId | null;
  readonly hovered: ObjectId | null;
  readonly theme: Theme;
  readonly inspectorTab: InspectorTab;
  readonly bottomTab: BottomTab | null;
  readonly isEditorOpen: boolean;
  readonly isInspectorOpen: boolean;
  /** Whether the steps of the open scenario are shown. */
  readonly isGuideOpen: boolean;
  readonly phoneTab: 'canvas' | 'yaml' | 'requests';
  readonly dialog: Dialog;
  readonly toasts: readonly Toast[];
  /** Layers of the canvas that can be switched off. */
  readonly layers: { readonly dns: boolean; readonly labels: boolean; readonly requests: boolean };
  /** Where the editor shall put its cursor next; consumed by the editor. */
  readonly reveal: { readonly range: TextRange; readonly token: number } | null;
  /** A command that the terminal shall run next; consumed by the terminal. */
  readonly terminalCommand: string | null;
  readonly viewport: { readonly x: number; readonly y: number; readonly zoom: number } | null;
}

/** What the terminal prints, outside React: for the terminal's own screen. */
export interface TerminalFeed {
  /** `null`: another cluster has begun, or the Worker has; the terminal begins anew. */
  readonly subscribe: (listener: (update: TerminalUpdate | null) => void) => () => void;
}

export interface PlaybackState { readonly isPlaying: boolean; readonly speed: number }

/** Requests as they come in, outside React: for the canvas' animation loop. */
export interface RequestFeed {
  readonly subscribe: (listener: (requests: readonly RequestSummary[]) => void) => () => void;
  /** Simulated time now, interpolated between the Worker's reports; stands still while paused. */
  readonly nowMs: () => number;
}

/** A command of the palette, a shortcut or a button. `label` is a key of the message catalogue. */
export interface AppCommand {
  readonly id: string;
  readonly label: string;
  /** Parameters of the label. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Heading in the palette: a key of the message catalogue. */
  readonly group: string;
  /** As shown and matched: `mod+k`, `?`, `space`. */
  readonly shortcut?: string;
  readonly isAvailable: () => boolean;
  readonly run: () => void;
}

/** Everything that the page can do. All of it goes through the stores and the Worker; nothing returns a promise that the page waits on to draw. */
export interface AppActions {
  readonly setManifests: (text: string) => void;
  /** Writes a scalar into the manifests' own text (comments and order stay). False where the object or field is not in the text. */
  readonly editField: (object: ObjectRef, path: FieldPath, value: string | number) => boolean;
  /** Changes an object where the manifests describe it, as one step. False where the text has no place for it. */
  readonly editObject: (object: ObjectRef, edits: readonly FieldEdit[]) => boolean;
  /** Whether `editObject` would find its place. */
  readonly canEditObject: (object: ObjectRef, edits: readonly FieldEdit[]) => boolean;
  /** Lets the text say what the cluster is. False where the text has no place for it. */
  readonly takeDrift: (drifts: readonly Drift[]) => boolean;
  /** Makes the cluster what the text says. */
  readonly putBack: (drifts: readonly Drift[]) => void;
  /** Makes one of a diagnostic's offers, the first unless another is given, as one step. */
  readonly applyFix: (diagnostic: ManifestDiagnostic, fix?: ManifestFix) => void;
  /** Puts a mended text in the place of the wreck, as one step. */
  readonly takeMended: (text: string) => void;
  /** The first document of the text that names this object, and a field in it. */
  readonly locate: (object: ObjectRef, path: FieldPath) => TextRange | null;
  readonly revealField: (object: ObjectRef, path: FieldPath) => void;
  readonly setReplicas: (workload: ObjectId, replicas: number) => void;
  /** Whether the text has a place for the number of replicas, so that a slider can write it. */
  readonly canSetReplicas: (workload: ObjectId) => boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
  readonly setTraffic: (flows: readonly TrafficFlow[]) => void;
  /** One-shot; the trace of the first is selected when it has come back. */
  readonly sendRequest: (spec: RequestSpec, times: number) => Promise<{ readonly error?: string; readonly errorParams?: Params; readonly requests: readonly RequestSummary[] }>;
  readonly selectRequest: (id: number | null) => void;
  /** Keeps the selected request's trace to compare others with; or lets it go. */
  readonly pinTrace: (isPinned: boolean) => void;
  readonly setBehaviour: (target: ObjectId, behaviour: Behaviour | null) => void;
  /** A change of live state: kill, drain, cordon, power, link. Logged, so that replay has it. */
  readonly command: (command: PageCommand) => Promise<{ readonly error?: string; readonly errorParams?: Params }>;
  readonly changeSettings: (change: (settings: ClusterSettings) => ClusterSettings) => void;
  readonly select: (id: ObjectId | null) => void;
  readonly hover: (id: ObjectId | null) => void;
  readonly setUI: (patch: Partial<UIState>) => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly step: () => void;
  readonly setSpeed: (speed: number) => void;
  readonly restart: () => void;
  readonly openScenario: (id: string) => void;
  /** The link, or why there is none (`shell.share.tooLong` with its length). */
  readonly shareLink: () => { readonly url: string; readonly length: number } | { readonly code: string; readonly params: Readonly<Record<string, string | number>> };
  readonly downloadScenario: () => void;
  /** A file's or a paste's text: replaces or appends. */
  readonly importText: (text: string, mode: 'replace' | 'append') => void;
  /** What is typed into the terminal. */
  readonly terminal: (input: TerminalInput) => void;
  /** Opens the terminal and runs a command there, as if it had been typed. */
  readonly runInTerminal: (line: string) => void;
  readonly ask: (question: Question) => Promise<Answer>;
  readonly api: (request: ApiRequest) => Promise<ApiResponse>;
  readonly toast: (code: string, params?: Readonly<Record<string, string | number>>) => void;
  readonly dismissToast: (id: number) => void;
}

export interface App {
  readonly cluster: StoreApi<ClusterState>;
  readonly document: StoreApi<DocumentState>;
  readonly manifests: StoreApi<ManifestState>;
  readonly requests: StoreApi<RequestState>;
  readonly ui: StoreApi<UIState>;
  readonly playback: StoreApi<PlaybackState>;
  readonly feed: RequestFeed;
  readonly terminal: TerminalFeed;
  readonly actions: AppActions;
  readonly commands: readonly AppCommand[];
  /** Tells when undo or redo become possible or impossible. */
  readonly history: { readonly canUndo: () => boolean; readonly canRedo: () => boolean; readonly subscribe: (listener: () => void) => () => void };
  /** The scenarios of the library, for the menu. Title, summary and steps are keys of the message catalogue. */
  readonly scenarios: readonly { readonly id: string; readonly title: string; readonly summary: string; readonly steps: readonly string[] }[];
  /** Saves at once what is not saved yet: the page is being closed. */
  readonly flush: () => void;
  readonly dispose: () => void;
}
