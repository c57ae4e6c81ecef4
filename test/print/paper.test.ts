import { describe, expect, test } from 'vitest';
import { labelsPdf, lettersPdf, packetPdf, phoneListPdf } from '../../src/print/index.ts';
import { readPdf, wordsOf } from '../support/pdf.ts';

const AT = Date.parse('2027-02-15T15:00:00Z');
const letter = (body: string) => ({ to: ['Ana Núñez', '1 Sample Street'], date: 'Monday', subject: 'Hola', body });
const words = {
  packet: 'Packet: Youth councils',
  agenda: 'Agenda',
  noAgenda: 'No agenda yet.',
  when: 'When',
  what: 'What',
  who: 'Who',
  participants: 'Who takes part',
  name: 'Name',
  title: 'Title',
  organization: 'Organization',
  town: 'Town',
  materials: 'To read on the way',
  shared: 'What is shared:',
  noMaterials: 'Nothing was sent ahead.',
  evaluation: 'Evaluation form',
};
const packet = {
  lang: 'en-US',
  words,
  title: 'Youth councils: ¿cómo empezar?',
  at: AT,
  when: 'Monday, March 1, 2027',
  cover: letter('Dear Ana,\n\nHere it is.'),
  agenda: [{ when: '9:00, 30 minutes', what: 'Breakfast together', who: 'All' }],
  teams: [
    {
      name: 'Requesting site',
      people: [{ name: 'Ana Núñez', title: 'Directora', organization: 'Ñandú', town: 'Ponce, PR' }],
    },
    { name: 'Peer consultants', people: [] },
  ],
  materials: ['How it began'],
  evaluation: '1. What was most useful?\n2. What was missing?\n',
};

describe('letters on paper', () => {
  test('each begins on a page of its own, with the letters of Spanish', async () => {
    const pages = await readPdf(
      await lettersPdf([letter('Querida Ana:\n\n¿Cómo está? **Mañana** vamos.'), letter('Two')], {
        title: 'x',
        at: AT,
      }),
    );

    expect(pages).toHaveLength(2);
    expect(wordsOf(pages)).toContain('Ana Núñez 1 Sample Street Monday Hola Querida Ana: ¿Cómo está? Mañana vamos.');
  });

  test('links are written out, since nobody can press them', async () => {
    const pages = await readPdf(
      await lettersPdf([letter('[Your page](https://example.org/p) and https://example.org/q')], {
        title: 'x',
        at: AT,
      }),
    );

    expect(wordsOf(pages)).toContain('Your page (https://example.org/p)');
    expect(wordsOf(pages)).not.toContain('(https://example.org/q)');
  });

  test('a long letter goes on over pages and loses nothing', async () => {
    const body = Array.from({ length: 60 }, (_, n) => `- point ${n} that says something`).join('\n');
    const pages = await readPdf(await lettersPdf([letter(body)], { title: 'x', at: AT }));

    expect(pages.length).toBeGreaterThan(1);
    for (let n = 0; n < 60; n += 1) expect(wordsOf(pages)).toContain(`point ${n} that`);
  });

  test('the same letter printed at the same instant is the same file', async () => {
    const print = () => lettersPdf([letter('Two')], { title: 'x', at: AT });
    const withoutId = (bytes: Buffer) => bytes.toString('latin1').replace(/\/ID \[[^\]]*\]/, '');
    expect(withoutId(await print())).toBe(withoutId(await print()));
  });
});

describe('the packet', () => {
  test('has its five parts, each on a page of its own (R13)', async () => {
    const pages = await readPdf(await packetPdf(packet));

    expect(pages.map((page) => wordsOf([page]).slice(0, 22))).toEqual([
      'Ana Núñez 1 Sample Str',
      'Agenda Youth councils:',
      'Who takes part Request',
      'To read on the way Wha',
      'Evaluation form Youth ',
    ]);
    expect(wordsOf(pages)).toContain('Ana Núñez Directora Ñandú Ponce, PR');
    expect(wordsOf(pages)).toContain('9:00, 30 minutes Breakfast together All');
    expect(wordsOf(pages)).not.toContain('Peer consultants');
  });

  test('says what is not there yet', async () => {
    const said = wordsOf(await readPdf(await packetPdf({ ...packet, agenda: [], materials: [] })));

    expect(said).toContain(words.noAgenda);
    expect(said).toContain(words.noMaterials);
  });

  test('a long agenda repeats its head on every page', async () => {
    const agenda = Array.from({ length: 80 }, (_, n) => ({ when: `${n}`, what: `Session ${n}`, who: 'All' }));
    const pages = await readPdf(await packetPdf({ ...packet, agenda }));
    const agendaPages = pages.filter((page) => wordsOf([page]).includes('Session'));

    expect(agendaPages.length).toBeGreaterThan(1);
    for (const page of agendaPages) expect(wordsOf([page])).toContain('When What Who');
    for (let n = 0; n < 80; n += 1) expect(wordsOf(agendaPages)).toContain(`Session ${n} `);
  });
});

describe('address labels', () => {
  const address = (n: number) => [`Person ${n}`, '12 Main Street', 'Sampletown, NY 10001'];

  test('stand where Avery 5160 has its labels, thirty a sheet', async () => {
    const pages = await readPdf(
      await labelsPdf(
        Array.from({ length: 31 }, (_, n) => address(n)),
        { title: 'x', at: AT },
      ),
    );
    const nameAt = (n: number) => pages.flat().find(({ text }) => text === `Person ${n}`);

    expect(pages.map((page) => page.filter(({ text }) => text.startsWith('Person')).length)).toEqual([30, 1]);
    // Three columns 2.75 inches apart, ten rows an inch apart.
    expect((nameAt(1)?.x ?? 0) - (nameAt(0)?.x ?? 0)).toBeCloseTo(2.75 * 72, 1);
    expect((nameAt(3)?.y ?? 0) - (nameAt(0)?.y ?? 0)).toBeCloseTo(72, 1);
    expect(nameAt(29)?.y).toBeLessThan(10.5 * 72);
    expect(nameAt(30)?.x).toBeCloseTo(nameAt(0)?.x ?? 0, 1);
  });

  test('begin after those that are used already', async () => {
    const [page = []] = await readPdf(await labelsPdf([address(0)], { title: 'x', at: AT, skip: 4 }));
    expect(page[0]?.x).toBeGreaterThan(2.75 * 72);
    expect(page[0]?.y).toBeGreaterThan(1.5 * 72);
  });

  test('an address that is too long stays on its own label', async () => {
    const long = Array.from({ length: 30 }, (_, n) => `line ${n} of an address that goes on for longer than any label`);
    const pages = await readPdf(await labelsPdf([long, address(1)], { title: 'x', at: AT }));

    expect(pages).toHaveLength(1);
    const own = (pages[0] ?? []).filter(({ x }) => x < 2.75 * 72);
    for (const { y } of own) expect(y).toBeLessThan(1.5 * 72);
  });
});

test('X9 the telephone list says whom to call, why, and what to tell', async () => {
  const line = {
    name: 'Sue',
    team: 'seeker',
    telephone: '',
    why: 'no e-mail address',
    letters: ['New date', 'Packet'],
  };
  const words = wordsOf(await readPdf(await phoneListPdf([line], { title: 'Bridges', at: AT })));

  expect(words).toContain('Sue not known no e-mail address New date; Packet');
  expect(wordsOf(await readPdf(await phoneListPdf([], { title: 'Bridges', at: AT })))).toContain(
    'Everybody can be reached',
  );
});
