/** By itself nothing leaves in the evening and at night (requirements.md B2.12). */
const QUIET = { from: 21, until: 7 };

/** Whether a person is left in peace at an instant (epoch ms), in her zone. Throws a RangeError for a zone that does not exist. */
export function isQuiet(at: number, zone: string): boolean {
  const hour = Number(
    new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(at),
  );
  return hour >= QUIET.from || hour < QUIET.until;
}
