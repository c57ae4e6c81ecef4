import { prettyFactory } from 'pino-pretty';
import type { Print } from './supervise.ts';

const WIDTH = 8;

/**
 * How the start prints what its children say. On a terminal: readable, the child's name before each line. Else: the children's
 * JSON lines as they are (each carries its name), so that a log collector can read them, and everything else with the name before it.
 */
export function makePrint(out: NodeJS.WriteStream): Print {
  // Whoever read our output may be gone (a closed terminal, `| head`); that is no reason to stop.
  out.on('error', () => undefined);
  const terminal = out.isTTY === true;
  const readable = prettyFactory({ colorize: terminal, ignore: 'pid,hostname,name', translateTime: 'SYS:HH:MM:ss' });
  return (who, line) => {
    const json = line.startsWith('{');
    if (json && !terminal) return void out.write(`${line}\n`);
    const text = json ? readable(line).trimEnd() : line;
    for (const part of text.split('\n')) out.write(`${who.padEnd(WIDTH)} | ${part}\n`);
  };
}
