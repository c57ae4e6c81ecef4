import { spawn } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A process that somebody watches over. */
export interface Running {
  readonly pid: number;
  /** Settles when the process is gone, with how it ended ("code 1", "SIGKILL"). Never rejects. */
  readonly exited: Promise<string>;
  /** Ends it in good order, by force when it does not listen; settles when it is gone. */
  stop(): Promise<void>;
  /** kill -9; settles when it is gone. */
  kill(): Promise<void>;
}

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  /** What the server prints is appended here. */
  readonly logFile: string;
  readonly stopSignal: NodeJS.Signals;
}

const GRACE_MS = 15_000;
const LARGEST_LOG = 10_000_000;

/**
 * Starts a server in a process group of its own: the terminal's Ctrl-C must not reach it before the worker and the API are done.
 * Rejects when the program cannot be run at all.
 */
export async function spawnServer(server: ServerCommand): Promise<Running> {
  const log = openLog(server.logFile);
  const child = spawn(server.command, server.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: server.env ?? process.env,
    ...(server.uid === undefined ? {} : { uid: server.uid }),
    ...(server.gid === undefined ? {} : { gid: server.gid }),
  });
  closeSync(log);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  return running(child, server.stopSignal);
}

/** Wraps a child that has been spawned. */
export function running(child: ReturnType<typeof spawn>, stopSignal: NodeJS.Signals): Running {
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code ?? 'unknown'}`));
  });
  return {
    pid: child.pid ?? -1,
    exited,
    async stop() {
      child.kill(stopSignal);
      const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await exited;
      clearTimeout(force);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/**
 * Ends a server that an earlier start left behind when it was killed itself. Only a process whose command line contains `mark`
 * (the path of our own data) is touched, for its id may long belong to somebody else. Answers whether there was one.
 */
export async function endLeftover(pidFile: string, mark: string, signal: NodeJS.Signals): Promise<boolean> {
  const pid = Number.parseInt((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0] ?? '', 10);
  const ours = pid > 0 && (await commandLine(pid)).includes(mark);
  if (ours) {
    process.kill(pid, signal);
    await waitUntilGone(pid, signal);
  }
  await rm(pidFile, { force: true });
  return ours;
}

async function waitUntilGone(pid: number, signal: NodeJS.Signals): Promise<void> {
  for (let waited = 0; isAlive(pid); waited += 50) {
    if (waited > GRACE_MS && signal !== 'SIGKILL') process.kill(pid, 'SIGKILL');
    if (waited > 2 * GRACE_MS) throw new Error(`Process ${pid} of an earlier start does not end; end it by hand.`);
    await sleep(50);
  }
}

/** Whether a process of this id exists (one that we may not signal exists too). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, or nothing when there is no such process. A zombie has none. */
export async function commandLine(pid: number): Promise<string> {
  const proc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (proc !== undefined) return proc.replaceAll('\0', ' ');
  const ps = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return ps.stdout;
}

/** Opened for appending; one that has grown large is put aside first, so that at most two are kept. */
function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_LOG) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}
