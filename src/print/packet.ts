import { toBlocks } from '../letters/index.ts';
import { setBlocks, setHeading, setLine, setTitle } from './blocks.ts';
import { bytesOf, INCH, newDocument, numberPages, oneLine, TEXT_SIZE } from './document.ts';
import type { Document } from './document.ts';
import { setLetter } from './letters.ts';
import type { PrintedLetter } from './letters.ts';
import { setTable } from './table.ts';

export interface AgendaItem {
  /** Day and time, in words. */
  readonly when: string;
  readonly what: string;
  readonly who: string;
}

/** What everybody may read of a participant: no address, no telephone number (requirements.md A10). */
export interface Participant {
  readonly name: string;
  readonly title: string;
  readonly organization: string;
  readonly town: string;
}

/** Headings, and what is said where there is nothing, in the reader's language. */
export interface PacketWords {
  readonly packet: string;
  readonly agenda: string;
  readonly noAgenda: string;
  readonly when: string;
  readonly what: string;
  readonly who: string;
  readonly participants: string;
  readonly name: string;
  readonly title: string;
  readonly organization: string;
  readonly town: string;
  readonly materials: string;
  readonly shared: string;
  readonly noMaterials: string;
  readonly evaluation: string;
}

export interface Packet {
  /** The title of the match. */
  readonly title: string;
  readonly at: number;
  readonly lang: string;
  readonly words: PacketWords;
  readonly cover: PrintedLetter;
  /** Days and place in words. */
  readonly when: string;
  readonly agenda: readonly AgendaItem[];
  readonly teams: readonly { readonly name: string; readonly people: readonly Participant[] }[];
  readonly materials: readonly string[];
  /** Markdown: what is asked at the end. */
  readonly evaluation: string;
}

/** The packet of a peer match: cover letter, agenda, participants, materials, a blank evaluation form (T30, R13). */
export function packetPdf(packet: Packet): Promise<Buffer> {
  const doc = newDocument({ title: oneLine(packet.words.packet), at: packet.at, lang: packet.lang });
  setLetter(doc, packet.cover);
  setAgenda(doc, packet);
  setParticipants(doc, packet);
  setMaterials(doc, packet);
  setEvaluation(doc, packet);
  numberPages(doc, oneLine(packet.title));
  return bytesOf(doc);
}

function setAgenda(doc: Document, { agenda, title, when, words }: Packet): void {
  doc.addPage();
  setTitle(doc, words.agenda);
  setLine(doc, oneLine(title));
  setLine(doc, when);
  doc.moveDown(1);
  if (agenda.length === 0) return setLine(doc, words.noAgenda);
  setTable(doc, [
    { head: words.when, width: 1.7, cells: agenda.map((item) => item.when) },
    { head: words.what, width: 3.3, cells: agenda.map((item) => item.what) },
    { head: words.who, width: 1.5, cells: agenda.map((item) => item.who) },
  ]);
}

function setParticipants(doc: Document, { teams, words }: Packet): void {
  doc.addPage();
  setTitle(doc, words.participants);
  for (const { name, people } of teams) {
    if (people.length === 0) continue;
    setHeading(doc, name);
    setTable(doc, [
      { head: words.name, width: 1.8, cells: people.map((person) => person.name) },
      { head: words.title, width: 1.6, cells: people.map((person) => person.title) },
      { head: words.organization, width: 1.8, cells: people.map((person) => person.organization) },
      { head: words.town, width: 1.3, cells: people.map((person) => person.town) },
    ]);
    doc.moveDown(1);
  }
}

function setMaterials(doc: Document, { materials, words }: Packet): void {
  doc.addPage();
  setTitle(doc, words.materials);
  if (materials.length === 0) return setLine(doc, words.noMaterials);
  setLine(doc, words.shared);
  doc.moveDown(0.5);
  setBlocks(
    doc,
    materials.map((text) => ({ kind: 'item', runs: [{ text, bold: false }], depth: 1, marker: '•' })),
  );
}

const LINES = 3;
const LINE_HEIGHT = 0.32 * INCH;

/** Every numbered question gets lines to write on. */
function setEvaluation(doc: Document, { evaluation, title, words }: Packet): void {
  doc.addPage();
  setTitle(doc, words.evaluation);
  setLine(doc, oneLine(title));
  doc.moveDown(0.8);
  for (const block of toBlocks(evaluation)) {
    const isQuestion = block.kind === 'item' && block.marker !== '•';
    // A heading, too, stands with its first question.
    const foot = doc.page.height - doc.page.margins.bottom;
    if (doc.y + 4 * TEXT_SIZE + LINES * LINE_HEIGHT > foot) doc.addPage();
    setBlocks(doc, [block]);
    if (isQuestion) setWritingLines(doc);
  }
}

function setWritingLines(doc: Document): void {
  const { left, right } = doc.page.margins;
  for (let n = 1; n <= LINES; n += 1) {
    const y = doc.y + n * LINE_HEIGHT;
    doc
      .moveTo(left + 0.25 * INCH, y)
      .lineTo(doc.page.width - right, y)
      .lineWidth(0.5)
      .stroke('#888888');
  }
  doc.y += LINES * LINE_HEIGHT + 0.25 * INCH;
}
