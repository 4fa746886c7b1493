import { createEngineAccess } from '../kubectl/clusterAccess.ts';
import { createKubeConfig } from '../kubectl/config/kubeConfig.ts';
import { complete } from '../kubectl/shell/complete.ts';
import { createTerminal } from '../kubectl/shell/terminal.ts';
import type { TerminalCode } from './terminalHost.ts';

/** All that the terminal needs but the API's descriptions, which are a chunk of their own; it is loaded when somebody opens it. */
export const terminalCode: TerminalCode = { createTerminal, createAccess: createEngineAccess, createConfig: createKubeConfig, complete };
