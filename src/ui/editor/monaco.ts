// The parts of Monaco that a YAML editor needs; its other languages and features stay out of the bundle.
import * as monaco from 'monaco-editor/editor/editor.api.js';
import { createWebWorker } from 'monaco-editor/internal/common/workers.js';
import 'monaco-editor/features/anchorSelect/register.js';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/caretOperations/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codeAction/register.js';
import 'monaco-editor/features/codeEditor/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/contextmenu/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/lineSelection/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/multicursor/register.js';
import 'monaco-editor/features/snippet/register.js';
import 'monaco-editor/features/suggest/register.js';
// The feature's own list leaves the controller out, without which no suggestion ever opens.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import 'monaco-editor/features/wordHighlighter/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/yaml/register.js';
import { configureMonacoYaml } from 'monaco-yaml';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import YAMLWorker from './yaml.worker.ts?worker';
import { kubernetesSchema } from './kubernetesSchema.ts';

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => (label === 'yaml' ? new YAMLWorker() : new EditorWorker()),
};

// monaco-yaml still asks for its worker the way older releases made one; this release does it through a function of its own.
const monacoForYAML = { ...monaco, editor: { ...monaco.editor, createWebWorker } };

configureMonacoYaml(monacoForYAML, {
  isKubernetes: true,
  completion: true,
  hover: true,
  // What is valid is said by the API server of the engine, not by a schema.
  validate: false,
  format: { enable: false },
  enableSchemaRequest: false,
  schemas: [{ uri: 'svcscope://kubernetes.json', fileMatch: ['**/*.yaml'], schema: kubernetesSchema() }],
});

export { monaco };
