import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useDatabase } from '../support/postgres.ts';
import { readPdf, wordsOf } from '../support/pdf.ts';
import { bring, docx, DOCX, jpeg, odt, ODT, pdf, png, xlsx, XLSX, zipOf } from './files-of.ts';
import type { Upload } from './files-of.ts';
import { cast, makeHouse, tips, youthCouncils } from './house.ts';
import type { House } from './house.ts';

/** Files of a match: packet materials, attached, with the consent of their owners (requirements.md T13, T29, T30). */
const database = useDatabase();
const LIMITS = { file: 200_000, match: 500_000, mail: 10_000 };
let house: House;
let pm: string;
let fac: string;
let aa: string;
let id: string;

const people = [...cast, { ref: 'aa', name: 'Alex Assistant', email: 'aa@example.org', roles: ['assistant'] }];

beforeAll(async () => {
  house = await makeHouse(database.db, { fileLimits: LIMITS });
  pm = await house.token(['programManager'], 'pm@example.org');
  fac = await house.token(['facilitator'], 'fac@example.org');
  aa = await house.token(['assistant'], 'aa@example.org');
});
beforeEach(async () => {
  id = (await house.call(pm, 'POST', 'matches', { ...youthCouncils, people })).body.id;
});

const up = (upload?: Upload) => bring(house, fac, id, upload);
const get = async (file: string, token = fac) =>
  house.app.inject({ url: `/api/v1/matches/${id}/files/${file}`, headers: { authorization: `Bearer ${token}` } });
const list = async () => (await house.call(fac, 'GET', `matches/${id}/files`)).body.items as Record<string, unknown>[];
const share = (files: string[]) =>
  house.call(fac, 'POST', `matches/${id}/events`, {
    type: 'PACKET_MATERIALS_SHARED',
    data: { files, notes: 'The plan of Sampletown' },
  });
const idOf = async (ref: string): Promise<string> => {
  const { items } = (await house.call(fac, 'GET', `matches/${id}/people`)).body as {
    items: { id: string; ref: string }[];
  };
  return items.find((person) => person.ref === ref)?.id ?? '';
};

describe('T13: a file that a team shares', () => {
  test('is kept with whose it is, and comes back as it was', async () => {
    const content = pdf('the plan');
    const made = await up({ name: 'Our plan.pdf', content });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Our plan.pdf',
      type: 'application/pdf',
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      by: await idOf('fac'),
      consent: { owner: await idOf('bob'), agreed: true, team: 'helper' },
      shared: false,
      state: 'kept',
    });
    const answer = await get(made.body.id);
    expect(answer.rawPayload.equals(content)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Our plan.pdf"; filename*=UTF-8''Our%20plan.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(await list()).toEqual([made.body]);
  });

  test.each([
    ['photo.png', 'image/png', png],
    ['photo.jpeg', 'image/jpeg', jpeg],
    ['notes.txt', 'text/plain', Buffer.from('Schöne Grüße\n')],
    ['plan.docx', DOCX, docx],
    ['costs.xlsx', XLSX, xlsx],
    ['plan.odt', ODT, odt],
  ])('may be %s, also where the client does not know its type', async (name, type, content) => {
    expect(await up({ name, type, content })).toMatchObject({ status: 201, body: { name, type } });
    expect(await up({ name, type: 'application/octet-stream', content })).toMatchObject({
      status: 201,
      body: { name, type },
    });
  });

  test('larger than one piece of what the database reads at once comes back whole', async () => {
    const large = await makeHouse(database.db);
    const content = Buffer.concat([pdf(), Buffer.alloc(2 * 1024 * 1024 + 17, 7)]);
    const made = await bring(large, fac, id, { content });
    expect(made.body.bytes).toBe(content.length);
    expect((await get(made.body.id)).rawPayload.equals(content)).toBe(true);
  });

  test('sent again with its key is kept once; the key with another file is refused', async () => {
    const first = await up({ key: `plan-${id}` });
    const again = await up({ key: `plan-${id}` });
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', first.body]);
    expect((await up({ key: `plan-${id}`, content: pdf('another') })).status).toBe(409);
    expect(await list()).toHaveLength(1);
  });

  test('is named by the event that shares it, which names no other', async () => {
    const file: string = (await up()).body.id;
    const other = (await house.call(pm, 'POST', 'matches', { ...youthCouncils, people })).body.id;
    const foreign: string = (await bring(house, fac, other)).body.id;
    const gone: string = (await up()).body.id;
    await house.call(fac, 'DELETE', `matches/${id}/files/${gone}`);

    const refused = await share([file, foreign, gone]);
    expect([refused.status, refused.body.allowed]).toEqual([422, [file]]);
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual(['data.files.1', 'data.files.2']);

    expect((await share([file])).status).toBe(200);
    expect((await list()).map(({ shared }) => shared)).toEqual([true, false]);
    expect(JSON.stringify(house.engine.sent.at(-1))).not.toMatch(/plan\.pdf|Sampletown/);
  });

  test('R13: stands among the materials of the printed packet', async () => {
    const file: string = (await up({ name: 'Youth plan.pdf' })).body.id;
    await up({ name: 'Not shared.pdf' });
    expect((await share([file])).status).toBe(200);
    const { matchStart, matchEnd } = youthCouncils;
    const finalized = { type: 'DATES_FINALIZED', data: { matchStart, matchEnd } };
    expect((await house.call(fac, 'POST', `matches/${id}/events`, finalized)).status).toBe(200);
    const answer = await house.app.inject({
      url: `/api/v1/matches/${id}/packet.pdf`,
      headers: { authorization: `Bearer ${fac}` },
    });
    const words = wordsOf(await readPdf(answer.rawPayload));
    expect(words).toContain('Youth plan.pdf');
    expect(words).toContain('The plan of Sampletown');
    expect(words).not.toContain('Not shared.pdf');
  });

  test('that is taken away keeps its line and nothing else, also when it is done twice', async () => {
    const file: string = (await up()).body.id;
    const removed = await house.call(fac, 'DELETE', `matches/${id}/files/${file}`);
    expect([removed.status, removed.body]).toMatchObject([200, { state: 'removed', removedBy: await idOf('fac') }]);
    expect((await house.call(fac, 'DELETE', `matches/${id}/files/${file}`)).body).toEqual(removed.body);
    const answer = await get(file);
    expect([answer.statusCode, answer.json().because]).toEqual([
      404,
      'the file was removed: only the note that there was one is kept',
    ]);
    expect(await list()).toEqual([removed.body]);
    const row = await database.db.selectFrom('files').selectAll().where('id', '=', file).executeTakeFirstOrThrow();
    expect(row.content).toBeNull();
  });
});

describe('T30: the letter that brings the packet', () => {
  interface Letter {
    readonly id: string;
    readonly kind: string;
    readonly to: { readonly person: string };
  }
  const release = async (): Promise<Letter> => {
    const { matchStart, matchEnd } = youthCouncils;
    for (const [type, data] of [
      ['DATES_FINALIZED', { matchStart, matchEnd }],
      ['PACKETS_MAILED', {}],
    ] as const)
      expect((await house.call(fac, 'POST', `matches/${id}/events`, { type, data })).status).toBe(200);
    const { items } = (await house.call(fac, 'GET', `matches/${id}/letters`)).body as { items: Letter[] };
    const ann = await idOf('ann');
    return items.find(({ kind, to }) => kind === 'm15' && to.person === ann) as Letter;
  };
  const mailOf = async (letter: string) => {
    const row = await database.db.selectFrom('letters').select('mime').where('id', '=', letter).executeTakeFirst();
    return simpleParser(row?.mime ?? '');
  };

  test('carries what fits, names what is too large for mail, and its preview shows both', async () => {
    const small = pdf('small');
    const large = Buffer.concat([pdf(), Buffer.alloc(LIMITS.mail)]);
    const ids = [
      (await up({ name: 'Large plan.pdf', content: large })).body.id,
      (await up({ name: 'Small *plan*.pdf', content: small })).body.id,
      (await up({ name: 'Withdrawn.pdf', content: small })).body.id,
    ];
    await up({ name: 'Not shared.pdf' });
    expect((await share(ids)).status).toBe(200);
    await house.call(fac, 'DELETE', `matches/${id}/files/${ids[2]}`);
    const letter = await release();

    const { attachments, text } = (await house.call(fac, 'GET', `letters/${letter.id}/preview`)).body;
    expect(attachments).toEqual([{ filename: 'Small -plan-.pdf', contentType: 'application/pdf', size: small.length }]);
    const released = await house.call(aa, 'POST', `letters/${letter.id}/release`);
    expect(released.status, released.text).toBe(200);
    await house.engine.handOver(id, 0);

    const mail = await mailOf(letter.id);
    expect(mail.attachments.map(({ filename, content }) => [filename, content.equals(small)])).toEqual([
      ['Small -plan-.pdf', true],
    ]);
    for (const words of [text, mail.text]) {
      expect(words).toMatch(/With this letter come:\s+[-*] Small -plan-\.pdf \(0 kB\)/);
      expect(words).toMatch(
        /Too large to come by mail:\s+[-*] Large plan\.pdf \(9 kB\)\s+Reply to this letter, and Alex Assistant finds another way/,
      );
      expect(words).not.toMatch(/Withdrawn|Not shared/);
    }
  });

  test('says nothing of files when there are none', async () => {
    const letter = await release();
    const { attachments, text } = (await house.call(fac, 'GET', `letters/${letter.id}/preview`)).body;
    expect([attachments, /With this letter come|Too large/.test(text)]).toEqual([[], false]);
  });

  test('X28: what was captured of it goes with the owner of a file', async () => {
    const file = (await up()).body.id;
    await share([file]);
    const letter = await release();
    const released = await house.call(aa, 'POST', `letters/${letter.id}/release`);
    expect(released.status, released.text).toBe(200);
    await house.engine.handOver(id, 0);
    expect((await mailOf(letter.id)).attachments).toHaveLength(1);
    await house.call(fac, 'POST', `matches/${id}/people/${await idOf('bob')}/erase`, { reason: 'asked' });
    expect((await mailOf(letter.id)).attachments).toEqual([]);
  });
});

describe('a file is refused', () => {
  test('with the limit when it is larger than one may be: 413', async () => {
    const tooLarge = await up({ content: Buffer.concat([pdf(), Buffer.alloc(LIMITS.file)]) });
    expect([tooLarge.status, tooLarge.body.because]).toEqual([413, 'one file may have 195 kB at most']);
    const most = Buffer.alloc(LIMITS.file, 32);
    pdf().copy(most);
    expect((await up({ content: most })).status).toBe(201);
  });

  test('with the limit and what is left when the match would hold too much: 413', async () => {
    const content = Buffer.alloc(180_000, 32);
    pdf().copy(content);
    const [first] = [await up({ content }), await up({ content })];
    const full = await up({ content, key: `full-${id}` });
    expect([full.status, full.body.because]).toEqual([
      413,
      'the files of a match may have 488 kB together, and 136 kB are left',
    ]);
    await house.call(fac, 'DELETE', `matches/${id}/files/${first?.body.id}`);
    expect((await up({ content, key: `full-${id}` })).status).toBe(201);
  });

  test('with the allowed types when it is of another: 415', async () => {
    for (const [name, type, content] of [
      ['page.html', 'text/html', Buffer.from('<p>Hello</p>')],
      ['run.exe', 'application/octet-stream', Buffer.from([0x4d, 0x5a, 0x90, 0])],
      ['all.zip', 'application/zip', docx],
    ] as const) {
      const refused = await up({ name, type, content });
      expect([refused.status, refused.body.because]).toEqual([415, 'files of this type are not taken']);
      expect(refused.body.allowed).toEqual(expect.arrayContaining(['application/pdf', 'text/plain', DOCX]));
    }
  });

  test.each([
    ['a page', 'application/pdf', Buffer.from('<html>')],
    ['a program', 'text/plain', Buffer.from([0x4d, 0x5a, 0, 0])],
    ['a bare archive', DOCX, zipOf({ 'a.txt': 'a' })],
    ['a table', DOCX, xlsx],
    [
      'a text with macros',
      DOCX,
      zipOf({ '[Content_Types].xml': '', 'word/document.xml': '', 'word/vbaProject.bin': '' }),
    ],
    ['half an archive', ODT, odt.subarray(0, 40)],
    ['a picture', 'image/png', jpeg],
  ])('when its content is %s and says %s: 422', async (_what, type, content) => {
    const refused = await up({ type, content });
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ path: 'file', message: `is not what it says: its content is not ${type}` }],
    ]);
    expect(refused.body.allowed).toContain(type);
  });

  test.each([
    ['owner', { owner: undefined }, 'is needed'],
    ['owner', { owner: 'nobody' }, 'is nobody of this match'],
    ['agreed', { agreed: undefined }, 'must be true'],
    ['agreed', { agreed: 'false' }, 'must be true'],
    ['team', { team: 'x' }, 'is not known here'],
  ])('without the consent of its owner: 422 names %s', async (path, fields, message) => {
    const refused = await up({ fields });
    expect([refused.status, refused.body.errors]).toEqual([422, [{ path, message: expect.stringContaining(message) }]]);
    expect(await list()).toEqual([]);
  });

  test('when it is empty, missing, or no form', async () => {
    expect((await up({ content: Buffer.alloc(0) })).body.errors).toEqual([{ path: 'file', message: 'is empty' }]);
    const send = (type: string, payload: string) =>
      house.app.inject({
        method: 'POST',
        url: `/api/v1/matches/${id}/files`,
        headers: { authorization: `Bearer ${fac}`, 'content-type': type },
        payload,
      });
    const none =
      '--x\r\nContent-Disposition: form-data; name="owner"\r\n\r\nbob\r\n--x\r\nContent-Disposition: form-data; name="agreed"\r\n\r\ntrue\r\n--x--\r\n';
    const missing = await send('multipart/form-data; boundary=x', none);
    expect([missing.statusCode, missing.json().errors[0].path]).toEqual([422, 'file']);
    for (const type of ['application/pdf', 'application/json', 'text/plain']) {
      const answer = await send(type, '{}');
      expect([answer.statusCode, answer.json().allowed]).toEqual([415, ['multipart/form-data']]);
    }
    expect((await send('multipart/form-data', none)).statusCode).toBe(422);
    expect((await send('multipart/form-data; boundary=x', none.slice(0, 80))).statusCode).toBe(422);
    expect((await send('multipart/form-data; boundary=y', none)).statusCode).toBe(422);
  });

  test('when the match has none, has ended, or is not the caller\u2019s', async () => {
    const ncdb = (await house.call(pm, 'POST', 'matches', { ...tips, people })).body.id;
    expect((await bring(house, fac, ncdb)).status).toBe(409);
    const stranger = await house.token(['facilitator'], 'else@example.org');
    expect((await bring(house, stranger, id)).status).toBe(404);
    const kept: string = (await up()).body.id;
    expect((await get(kept, stranger)).statusCode).toBe(404);
    expect((await get('nothing')).statusCode).toBe(404);
    expect((await house.call(stranger, 'DELETE', `matches/${id}/files/${kept}`)).status).toBe(404);
    await database.db.updateTable('matches').set({ status: 'closed' }).where('id', '=', id).execute();
    expect((await up()).body.because).toBe('the match is closed');
  });
});

describe('a file\u2019s name', () => {
  test.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\temp\\plan.pdf', 'plan.pdf'],
    ['plan\u202Efdp.exe', 'planfdp.exe.pdf'],
    ['a\u0000b\u0007.PDF', 'ab.PDF'],
    ['..', 'file.pdf'],
    ['Año "nuevo": más?.pdf', 'Año -nuevo-- más-.pdf'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(120)}.pdf`],
  ])('%j is kept as %j', async (given, name) => {
    const made = await up({ name: given });
    expect([made.status, made.body.name]).toEqual([201, name]);
  });

  test('that is not ASCII comes back in both ways a header can say it', async () => {
    const { id: file } = (await up({ name: 'Año 100%.pdf' })).body;
    expect((await get(file)).headers['content-disposition']).toBe(
      `attachment; filename="A_o 100_.pdf"; filename*=UTF-8''A%C3%B1o%20100%25.pdf`,
    );
  });
});

test('X28: files of a person who is erased go with her, those of others lose her name only', async () => {
  const hers: string = (
    await up({ name: 'Council minutes.pdf', fields: { owner: 'bob', description: 'Of 2026' }, key: `hers-${id}` })
  ).body.id;
  const other: string = (
    await up({ name: 'Letter to Bob Helper.pdf', fields: { owner: 'ann', description: 'Bob Helper asked' } })
  ).body.id;
  const bob = await idOf('bob');
  const erased = await house.call(fac, 'POST', `matches/${id}/people/${bob}/erase`, { reason: 'asked' });
  expect(erased.status, erased.text).toBe(200);

  expect(await list()).toMatchObject([
    { id: hers, name: 'erased on request', description: null, state: 'erased', consent: { owner: bob } },
    { id: other, name: 'Letter to erased on request.pdf', description: 'erased on request asked', state: 'kept' },
  ]);
  expect((await get(hers)).statusCode).toBe(404);
  expect((await get(other)).statusCode).toBe(200);
});
