import type { JournalEntry, Letter } from '../contracts/api.ts';
import type { JournalRow, LetterRow } from '../db/api-queries.ts';
import { iso } from './match-view.ts';

/** A refused signal stands in the journal too; what it caused is its refusal. */
export const toJournalEntry = (row: JournalRow): JournalEntry => ({
  seq: row.seq,
  at: iso(row.at),
  recordedAt: iso(row.recorded_at),
  type: row.type,
  task: row.task,
  part: row.part,
  by: { person: row.by_person, role: row.by_role },
  onBehalfOf: row.on_behalf_of,
  caused: row.refused === null ? row.caused : [{ type: 'refused', because: row.refused }],
  hash: row.hash,
  previous: row.previous,
});

export const toLetter = (row: LetterRow): Letter => ({
  id: row.id,
  kind: row.kind,
  task: row.task,
  part: row.part,
  to: { person: row.person, channel: row.channel },
  state: row.state,
  subject: row.subject,
  sendKey: row.send_key,
  dueAt: iso(row.due_at),
  sentAt: row.sent_at === null ? null : iso(row.sent_at),
});
