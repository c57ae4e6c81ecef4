import { expect, test } from 'vitest';
import { fieldsOf } from '../../src/contracts/forms/definition.ts';
import { formNamed } from './build.ts';

const SIX = ['name', 'title', 'organization', 'address', 'telephone', 'email'];

/** requirements.md A2.2: what each form must ask; a field of a group is `group.field`. */
const ASKED: readonly (readonly [form: string, what: string, fields: readonly string[]])[] = [
  [
    'F1',
    'seven questions, the desired results and the learning goals',
    [
      'issues',
      'gains',
      'drivenBy',
      'before',
      'deadline',
      'canCauseChange',
      'residents',
      'desiredResults',
      'learningGoals',
    ],
  ],
  [
    'F2',
    'five questions each with its evidence, the qualities and what was decided',
    ['record', 'handsOn', 'mirrors', 'available', 'understands'].flatMap((id) => [`${id}.answer`, `${id}.evidence`]),
  ],
  ['F2', 'the qualities and the determination', ['suggestedBy', 'qualities', 'determination']],
  ['F3', 'the six fields of a person', SIX.map((id) => `people.${id}`)],
  [
    'F3',
    'team, role kind and needs',
    [
      ...['team', 'role', 'resident', 'honorarium', 'phoneCard', 'hardCopies', 'arrival', 'departure'],
      ...['language', 'access', 'diet', 'channel', 'mayBeListed'],
    ].map((id) => `people.${id}`),
  ],
  [
    'F4',
    'place, dates, rooms, meals and journeys',
    ['place', 'dates.first', 'rooms.single', 'meals', 'vehicles.seats'],
  ],
  [
    'F5',
    'who was on the call, notes, decisions and open questions',
    ['heldOn', 'attendees', 'notes', 'decisions', 'openQuestions'],
  ],
  ['F5', 'the four core questions', ['sharpened', 'activities', 'materials', 'concerns']],
  [
    'F6',
    'items with their time targets, and points without agreement',
    ['items.title', 'items.minutes', 'items.kind', 'openPoints'],
  ],
  ['F7', 'quality and results', ['organized', 'heard', 'peers', 'learned', 'nextSteps', 'mostUseful']],
  ['F8', 'who and how she is paid', ['name', 'address', 'paidBy', 'signedOn']],
  [
    'F9',
    'takeaways, next steps, options, commitments',
    ['takeaways', 'nextSteps', 'options', ...['what', 'who', 'when', 'kind'].map((id) => `commitments.${id}`)],
  ],
  ['F10', 'five sections', ['introduction', 'description', 'lessons', 'reflections', 'contacts.name']],
  ['F11', 'four answers', ['nextSteps', 'impact', 'requests.wanted', 'newNeeds.any']],
  ['F12', 'the triad', ['goalsClear', 'rightPeople', 'settingArranged']],
  [
    'F12',
    'four questions of the days together, two of the products',
    ['room', 'social', 'exchange', 'commitments', 'notesCirculated', 'summaryWritten'],
  ],
];

const pathsOf = (form: string): string[] =>
  fieldsOf(formNamed(form)).flatMap(({ id, fields = [] }) => [id, ...fields.map((field) => `${id}.${field.id}`)]);

test.each(ASKED)('%s asks for %s', (form, _what, fields) => {
  expect(pathsOf(form)).toEqual(expect.arrayContaining([...fields]));
});

test('no form asks for a number of a bank account or of the tax office', () => {
  const forms = [...new Set(ASKED.map(([form]) => form))];
  const labels = forms.flatMap((form) => fieldsOf(formNamed(form)).map(({ label }) => label));
  expect(labels.filter((label) => /tax|social security|account number/i.test(label))).toEqual([]);
});
