import { spawn } from 'node:child_process';
import { commandLineOf, isRunning, markOfThisProcess, startOf } from './process-table.js';
import { stopChild, stopStranger } from './stop-process.js';

const sleeper = (script = 'setInterval(() => {}, 1000)') => spawn(process.execPath, ['-e', script], { stdio: 'pipe' });

// a system without /proc is asked through ps
describe.each(['/proc', '/nowhere'])('processes as %s tells them', (proc) => {
  it('knows when a process started and how it was called', () => {
    expect(startOf(process.pid, proc)).toBe(startOf(process.pid, proc));
    expect(startOf(process.pid, proc)).toMatch(/^[\w-]+$/);
    expect(commandLineOf(process.pid, proc)).toContain('node');
  });

  it('knows nothing of a process that is not there', () => {
    expect(startOf(4_194_304, proc)).toBeUndefined();
    expect(commandLineOf(4_194_304, proc)).toBeUndefined();
  });
});

describe('isRunning', () => {
  it('tells a process from an earlier one of the same number', () => {
    const self = markOfThisProcess();
    expect(isRunning(self)).toBe(true);
    expect(isRunning({ ...self, startedAt: '1' })).toBe(false);
  });
});

describe('stopping a process', () => {
  const stubborn = () => {
    const child = sleeper("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready')");
    return new Promise<typeof child>((resolve) => {
      child.stdout.once('data', () => {
        resolve(child);
      });
    });
  };

  it('asks first', async () => {
    const child = sleeper();
    await stopChild(child, 10_000);
    expect(child.signalCode).toBe('SIGTERM');
    await stopChild(child, 10_000);
  });

  it('ends by force what does not listen', async () => {
    const child = await stubborn();
    await stopChild(child, 50);
    expect(child.signalCode).toBe('SIGKILL');
  });

  it('does the same to a process that is not a child', async () => {
    const child = await stubborn();
    const mark = { pid: Number(child.pid), startedAt: String(startOf(Number(child.pid))) };
    await stopStranger(mark, 50);
    expect(isRunning(mark)).toBe(false);
    await stopStranger(mark, 50);
  });
});
