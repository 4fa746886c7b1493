/** The version that client and server say they are. */
export const gitVersion = 'v1.36.3';
export const kustomizeVersion = 'v5.8.1';

export const serverVersion = {
  major: '1', minor: '36', emulationMajor: '1', emulationMinor: '36', minCompatibilityMajor: '1', minCompatibilityMinor: '35',
  gitVersion, gitCommit: '', gitTreeState: '', buildDate: '1970-01-01T00:00:00Z', goVersion: 'go1.26.0', compiler: 'gc', platform: 'linux/amd64',
} as const;
