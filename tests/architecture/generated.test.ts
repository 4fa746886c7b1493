import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const files = ['src/kube/types.generated.ts', 'src/kube/schema.generated.ts', 'src/kube/schema.generated.json'];

describe('generated files', () => {
  it('are what the generator makes', () => {
    const before = files.map((file) => readFileSync(join(root, file), 'utf8'));
    execFileSync('npx', ['tsx', 'scripts/generateSchema.ts'], { cwd: root, stdio: 'ignore' });
    const after = files.map((file) => readFileSync(join(root, file), 'utf8'));
    expect(files.filter((_, index) => before[index] !== after[index])).toEqual([]);
  });
});
