/**
 * What a field of a form can mean. A form is content, so a program may ask in other words and another order; a field that says
 * `means: start.day` is still prefilled and compared with the others. The value says which kinds of field can hold it.
 */
const person = {
  'person.name': ['text'],
  'person.title': ['text'],
  'person.organization': ['text'],
  'person.address': ['text', 'prose'],
  'person.telephone': ['telephone', 'text'],
  'person.email': ['email', 'text'],
  'person.team': ['choice', 'text'],
  'person.kind': ['choice'],
  'person.resident': ['yesNo'],
  'person.honorarium': ['yesNo'],
  'person.phoneCard': ['yesNo'],
  'person.arrival': ['day'],
  'person.departure': ['day'],
  'person.stays': ['yesNo'],
  'person.hardCopies': ['yesNo'],
  'person.language': ['choice', 'text'],
  'person.access': ['text', 'prose'],
  'person.diet': ['text', 'prose'],
  'person.channel': ['choice'],
  'person.listed': ['yesNo'],
} as const;

export const TERMS = {
  ...person,
  'match.title': ['text'],
  'match.place': ['text'],
  'match.zone': ['text'],
  'match.firstDay': ['day'],
  'match.lastDay': ['day'],
  'start.day': ['day'],
  'start.time': ['time'],
  'end.day': ['day'],
  'end.time': ['time'],
  'arrival.day': ['day'],
  'departure.day': ['day'],
  'residents.count': ['number'],
  'residents.honoraria': ['number'],
  'residents.phoneCards': ['number'],
  'rooms.single': ['number'],
  'rooms.double': ['number'],
  'call.day': ['day'],
  'call.notes': ['prose'],
  'call.decisions': ['prose'],
  goals: ['prose', 'text'],
  reflections: ['prose'],
  'team.name': ['text'],
  'team.people': ['number'],
  'setup.room': ['text'],
  'setup.day': ['day'],
  'setup.style': ['choice'],
  'vehicle.count': ['number'],
  'vehicle.seats': ['number'],
  'vehicle.riders': ['number'],
  'item.kind': ['choice'],
  'item.minutes': ['number'],
  'item.title': ['text'],
  'commitment.what': ['text', 'prose'],
  'commitment.who': ['text'],
  'commitment.when': ['day', 'text'],
  'commitment.kind': ['choice'],
  'commitment.state': ['text'],
} as const satisfies Record<string, readonly string[]>;
export type Term = keyof typeof TERMS;

/** Repeated groups, and the beginning of the terms that the fields of each row can have. */
export const LISTS = {
  people: 'person',
  facilitators: 'person',
  leads: 'person',
  teams: 'team',
  setups: 'setup',
  vehicles: 'vehicle',
  items: 'item',
  commitments: 'commitment',
} as const;
export type List = keyof typeof LISTS;

/** Choices that a field with this meaning must offer, because a rule reads them (requirements.md A1, R11, R12). */
export const CHOICES_OF_TERMS: Readonly<Partial<Record<Term, readonly string[]>>> = {
  'person.team': ['seeker', 'helper'],
  'person.channel': ['mail', 'phone', 'post'],
  'setup.style': ['uShape', 'staggered'],
  'commitment.kind': ['individual', 'collective'],
  'item.kind': [
    'social',
    'meal',
    'orientation',
    'roleAlike',
    'informal',
    'problemSolving',
    'presentation',
    'wrapUp',
    'evaluation',
  ],
};

export const isTerm = (name: string): name is Term => Object.hasOwn(TERMS, name);
export const isList = (name: string): name is List => Object.hasOwn(LISTS, name);
