import { expect, test } from 'vitest';
import { loadLetters, renderLetter, toParts } from '../../src/letters/index.ts';
import type { LetterData } from '../../src/letters/index.ts';
import { contentDir, emptiest } from './letter-data.ts';

const cssp = loadLetters(contentDir, 'cssp-peer-match');
function rendered(kind: string, data: Partial<LetterData> = {}) {
  const letter = cssp.get(kind);
  if (letter === undefined) throw new Error(`no letter ${kind}`);
  return renderLetter(letter, { ...emptiest, ...data });
}

test('a subject is one line, whatever the title of the match', () => {
  const { subject } = rendered('m1', {
    match: { title: 'Schools\r\nBcc: evil@example.org\u2028\u0000\u202e as\thubs' },
  });

  expect(subject).toBe('A first talk about Schools Bcc: evil@example.org as hubs');
});

test('a very long title does not make a very long subject', () => {
  const { subject } = rendered('m1', { match: { title: 'Schools as hubs '.repeat(40) } });

  expect(subject.length).toBeLessThanOrEqual(180);
  expect(subject).toMatch(/…$/);
});

test('a name cannot become a link, a heading, an image or a page', () => {
  const name =
    '[click](https://evil.example.org) ![x](https://evil.example.org/x.png) <script>alert(1)</script> **bold** _thin_';
  const { body } = rendered('m8', { to: { name }, items: ['# head', '1. one', '> quoted', '`code`', '&amp;'] });
  const { text, html } = toParts(body);

  expect(html).not.toMatch(/<(script|img|strong|em|h1|blockquote|code|ol)\b|<a [^>]*>click/);
  expect(text).toContain(`Dear ${name},`);
  expect(text).toContain('- # head\n- 1. one\n- > quoted\n- `code`\n- &amp;');
});

test('only web and mail addresses become links', () => {
  const { html } = toParts(
    '[a](javascript:alert%281%29) [b](data:text/html,x) [c](file:///x) [d](mailto:sam@example.org)',
  );

  expect(html.match(/href="[^"]*"/g)).toEqual(['href="mailto:sam@example.org"']);
});

test('a link that is none is left out with its words', () => {
  expect(rendered('m2', { link: 'javascript:alert(1)' }).body).not.toContain('Open the match');
});

test('empty texts and lists count as missing', () => {
  const empty = rendered('m2', { items: [], text: '  ', link: '', match: { title: 'Sample match', place: '' } });

  expect(empty).toEqual(rendered('m2'));
});

test('what a person wrote keeps its paragraphs and lists, and cannot swallow the rest of the letter', () => {
  const { body } = rendered('m7', { call: { notes: 'We met.\r\n\r\n- one\r\n- two\r\n\r\n```\nnever closed' } });
  const { text, html } = toParts(body);

  expect(text).toContain('We met.\n\n- one\n- two\n\n```\nnever closed\n\nDid I get something wrong');
  expect(html).toContain('<li>one</li>');
  expect(html).not.toMatch(/<pre|<code/);
});

test('reminders differ by rung, and the last one says so', () => {
  const reminders = (['ahead', 'due', 'overdue', 'overdue2', 'escalate'] as const).map((rung) =>
    rendered('r', { task: { title: 'Fact Sheet' }, reminder: { rung, last: rung === 'escalate' } }),
  );

  expect(new Set(reminders.map(({ body }) => body)).size).toBe(5);
  expect(reminders.map(({ subject }) => subject)).toEqual([
    'Coming up: Fact Sheet (Sample match)',
    'Due now: Fact Sheet (Sample match)',
    'Still open: Fact Sheet (Sample match)',
    'Still open: Fact Sheet (Sample match)',
    'Last reminder: Fact Sheet (Sample match)',
  ]);
});

test('whoever is asked next gets the matter, not a last reminder', () => {
  const { subject, body } = rendered('r', { reminder: { rung: 'escalate', last: true, askedBefore: 'Fran Sample' } });

  expect(subject).toMatch(/^Now with you/);
  expect(body).toContain('This was with Fran Sample');
  expect(body).not.toContain('last reminder');
});

test('a reminder says which part it is about, in its subject too', () => {
  const { subject, body } = rendered('r', {
    task: { title: 'Confirm the arrangements' },
    part: { title: 'phone cards' },
    reminder: { rung: 'due' },
  });

  expect(subject).toBe('Due now: Confirm the arrangements: phone cards (Sample match)');
  expect(body).toContain('**Confirm the arrangements: phone cards**');
});

test.each([
  [{ rung: 'due', next: 'Friday' }, 'we ask again on Friday.'],
  [{ rung: 'overdue', goesOn: 'Friday', goesTo: 'Pam Sample' }, 'it goes to Pam Sample on Friday.'],
  [{ rung: 'overdue', goesOn: 'Friday' }, 'we remind you for the last time on Friday.'],
  [
    { rung: 'escalate', last: true, goesTo: 'Pam Sample' },
    'you hear no more about it from us, and Pam Sample takes it up.',
  ],
  [{ rung: 'escalate', last: true }, 'you hear no more about it from us, and it shows as late'],
  [{ rung: 'escalate', askedBefore: 'Fran Sample' }, 'it stays open and shows as late'],
] as const)('what happens if nothing is done: %j', (reminder, words) => {
  const { subject, body } = rendered('r', { reminder });

  expect(body).toContain(`**If you do nothing:** ${words}`);
  expect(/last reminder/i.test(subject + body)).toBe('last' in reminder);
});

test('whoever is next in line for an unanswered letter is told who has not answered', () => {
  const { subject, body } = rendered('r', {
    task: { title: 'Check in' },
    reminder: { rung: 'escalate', askedBefore: 'Sam Sitelead', unanswered: true },
  });

  expect(subject).toBe('No answer from Sam Sitelead: Check in (Sample match)');
  expect(body).toContain('Sam Sitelead was asked about this by letter and has not answered');
});

test('one mail for many reminders: how many, in which match, and each on a line of its own', () => {
  const due = 'Monday, February 13, 2040';
  const { subject, body } = rendered('digest', {
    counts: { asks: 4 },
    asks: [
      { title: 'Settle the dates', rung: 'escalate', due, askedBefore: 'Fran Sample' },
      { title: 'Check readiness', rung: 'escalate', due, last: true, goesTo: 'Pam Sample' },
      { title: 'Confirm the arrangements', part: 'phone cards', rung: 'overdue', isLate: true, due },
      { title: 'Build the agenda', rung: 'ahead', due, next: due },
    ],
  });
  const { text, html } = toParts(body);

  expect(subject).toBe('4 things wait for you (Sample match)');
  expect(text).toContain(
    [
      '- Settle the dates',
      `  Handed over to you: it was with Fran Sample and is still open; it was due on ${due}.`,
      '- Check readiness',
      `  Last reminder: still open; it was due on ${due}. It now goes to Pam Sample, who can help or take it over.`,
      '- Confirm the arrangements: phone cards',
      `  Late: was due on ${due}.`,
      '- Build the agenda',
      `  Coming up: due on ${due}. If it stays open, we ask again on ${due}.`,
    ].join('\n'),
  );
  expect(html.match(/<li>/g)).toHaveLength(4);
});

test('a last reminder is named in one mail for many only where it is one', () => {
  const { body } = rendered('digest', { counts: { asks: 2 }, asks: [{ title: 'One', rung: 'due' }, { title: 'Two' }] });

  expect(body).not.toMatch(/last reminder/i);
});

test.each(['m4', 'm4r', 'm5', 'm6', 'm12', 'm13a', 'm13b', 'm14', 'm15'])(
  '%s promises nobody money (R9, X13)',
  (kind) => {
    expect(rendered(kind).body).not.toMatch(/honorari|payment|\$/i);
  },
);

test('every letter says whom to call; who that is, is decided where it is drafted', () => {
  expect(rendered('m9', { help: { name: 'Pam Sample', telephone: '555 0101' } }).body).toContain(
    'Would you rather talk? Pam Sample is at 555 0101.',
  );
  expect(rendered('m9').body).not.toContain('Would you rather talk?');
});

test('X25: one mail for several matches names each with the reader’s roles, whom to call and a link for each thing', () => {
  const { subject, body } = rendered('digest', {
    counts: { asks: 3, matches: 2 },
    asks: [
      {
        title: 'Check readiness',
        rung: 'due',
        match: 'Bridges *2*',
        roles: ['facilitator', 'programManager'],
        help: 'Pam Sample, 555 0101',
        link: 'https://example.org/l/a_b_c?x=1',
      },
      { title: 'Build the agenda', rung: 'due' },
      { title: 'Answer', rung: 'due', match: 'Rivers', roles: ['lead'] },
    ],
  });
  const { text, html } = toParts(body);

  expect(subject).toBe('3 things wait for you in 2 matches');
  expect(text.replace(/\n+/g, '\n')).toContain(
    [
      'Bridges *2*',
      'You are here as facilitator and program manager. You can call Pam Sample, 555 0101.',
      '- Check readiness',
      '  Due now. Open it and report it done <https://example.org/l/a_b_c?x=1>',
      '- Build the agenda',
      '  Due now.',
      'Rivers',
      'You are here as lead contact.',
      '- Answer',
    ].join('\n'),
  );
  expect(html.match(/<li>/g)).toHaveLength(3);
  expect(html.match(/<h3/g)).toHaveLength(2);
});

test('the plain text is what the letter says, without its marks', () => {
  const markdown = [
    '# Head',
    'One **strong** [word](https://example.org/a).\nSecond line, *thin*, https://example.org/b and \\*star\\*',
    '- one\n- two\n  - inner\n- three',
    '3. third\n4. fourth\n\n   more of it',
    '> quoted\n> twice',
    '---',
    'End',
  ].join('\n\n');

  expect(toParts(markdown).text).toBe(
    [
      'Head',
      'One strong word <https://example.org/a>.\nSecond line, thin, https://example.org/b and *star*',
      '- one\n- two\n  - inner\n- three',
      '3. third\n4. fourth',
      '   more of it',
      '> quoted\n> twice',
      '---',
      'End\n',
    ].join('\n\n'),
  );
});

test('the page names its language and its title', () => {
  const { html } = toParts('Hola', { lang: 'es', title: 'A & <b>' });

  expect(html).toContain('<html lang="es">');
  expect(html).toContain('<title>A &amp; &lt;b&gt;</title>');
});
