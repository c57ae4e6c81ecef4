import type { Readiness } from '../types.ts';

const before = { anchor: 'matchStart', offset: '-1w' } as const;
const atEnd = { anchor: 'matchEnd', offset: '0d' } as const;
const afterTwoWeeks = { anchor: 'matchEnd', offset: '+2w' } as const;
const afterSixWeeks = { anchor: 'matchEnd', offset: '+6w' } as const;
const conducting = (id: string) => ({ id, step: 'conducting', moments: [before, atEnd] });
const products = (id: string) => ({ id, step: 'products', moments: [afterTwoWeeks, afterSixWeeks] });

/** T33: the three things that good preparation brings about (S0 l.26-28), and the core questions of steps 4 and 5 (F12). */
export const readiness: Readiness = {
  task: 'T33',
  form: 'F12',
  parts: [
    { id: 'goals', answer: 'goalsClear', tasks: ['F1', 'T05', 'T37', 'T10', 'T11'], checks: ['R6', 'R12', 'R14'] },
    {
      id: 'people',
      answer: 'rightPeople',
      tasks: ['T06', 'T27', 'T34', 'T09'],
      checks: ['R1', 'R2', 'R3', 'R15', 'R16'],
    },
    {
      id: 'setting',
      answer: 'settingArranged',
      tasks: ['T08', 'T12', 'T14', 'T30', 'T28', 'T15'],
      checks: ['R11', 'R13'],
    },
  ],
  questions: [
    conducting('room'),
    conducting('social'),
    conducting('exchange'),
    conducting('commitments'),
    products('notesCirculated'),
    products('summaryWritten'),
  ],
};
