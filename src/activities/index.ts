import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { MatchActivities } from '../contracts/record.ts';
import { makeDeliverLetters } from './deliver-letters.ts';
import type { Pulse } from './deliver-letters.ts';
import type { ActivityPorts } from './ports.ts';
import { makeRecord } from './record.ts';

/** The running activity's own heartbeat and cancellation. */
const activityPulse: Pulse = { beat: (done) => heartbeat(done), stopped: () => cancellationSignal().aborted };

/** The activities of a match. `ports` is the world as they need it. */
export function createActivities(ports: ActivityPorts, pulse: Pulse = activityPulse): MatchActivities {
  return { record: makeRecord(ports), deliverLetters: makeDeliverLetters(ports, pulse) };
}
