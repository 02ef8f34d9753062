import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs programs with the settings that containers need on a plain machine: no daemon, no overlay file system, no systemd. */
export class Shell {
  private readonly environment: NodeJS.ProcessEnv;

  constructor(directory: string) {
    const settings = join(directory, 'containers.conf');
    writeFileSync(
      settings,
      [
        '[containers]',
        // podman's own would be above what this machine allows
        'default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]',
        '[engine]',
        'runtime = "runc"',
        'cgroup_manager = "cgroupfs"',
        'events_logger = "file"',
        '',
      ].join('\n'),
    );
    this.environment = { ...process.env, CONTAINERS_CONF: settings, STORAGE_DRIVER: 'vfs' };
  }

  /** What the program prints. @throws Error when it fails, with what it printed on standard error */
  run(program: string, ...parameters: readonly string[]): string {
    const { status, stdout, stderr, error } = spawnSync(program, parameters, {
      env: this.environment,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error) throw error;
    if (status !== 0)
      throw new Error(`${program} ${parameters[0] ?? ''} failed:\n${stderr.split('\n').slice(-20).join('\n')}`);
    return stdout;
  }

  /** How the program ended: its exit code. */
  status(program: string, ...parameters: readonly string[]): number | null {
    return spawnSync(program, parameters, { env: this.environment, stdio: 'ignore' }).status;
  }

  /** Which of the programs this machine lacks. */
  static lacks(...programs: readonly string[]): readonly string[] {
    return programs.filter((program) => {
      try {
        execFileSync('which', [program], { stdio: 'ignore' });
        return false;
      } catch {
        return true;
      }
    });
  }
}
