import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A process told apart from a later one that was given the same number. */
export interface ProcessMark {
  readonly pid: number;
  /** When the process started, in the system's own words: only ever compared for equality. */
  readonly startedAt: string;
}

/**
 * Says when a process started, or nothing when it is gone (a zombie is gone: it holds no file and no port).
 * Linux tells through /proc, other systems through `ps`.
 */
export function startOf(pid: number, proc = '/proc'): string | undefined {
  if (!existsSync(proc)) return startFromPs(pid);
  const stat = readIfPresent(`${proc}/${pid}/stat`);
  // the second field is the program's name in brackets, which may hold spaces and brackets itself (proc_pid_stat(5))
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
}

/** The command line of a running process, its words joined by spaces; nothing when the process is gone. */
export function commandLineOf(pid: number, proc = '/proc'): string | undefined {
  if (!existsSync(proc)) return ps(pid, 'args=');
  return readIfPresent(`${proc}/${pid}/cmdline`)?.split('\0').join(' ').trim();
}

/** True while the very process that was marked still runs. */
export function isRunning(mark: ProcessMark): boolean {
  return startOf(mark.pid) === mark.startedAt;
}

/** Marks this very process. */
export function markOfThisProcess(): ProcessMark {
  return { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
}

function startFromPs(pid: number): string | undefined {
  const answer = ps(pid, 'state=,lstart=');
  return answer === undefined || answer.startsWith('Z')
    ? undefined
    : answer.replace(/^\S+\s+/, '').replace(/\W+/g, '-');
}

function ps(pid: number, format: string): string | undefined {
  try {
    const answer = execFileSync('ps', ['-o', format, '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5_000,
    }).trim();
    return answer === '' ? undefined : answer;
  } catch {
    // ps ends with 1 when there is no such process
    return undefined;
  }
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
