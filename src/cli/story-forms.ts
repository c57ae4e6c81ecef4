/** The forms of the worked match, filled in. */
type Form = Readonly<Record<string, unknown>>;

export const purpose: Form = {
  issues: 'How a youth council becomes part of decisions, not a guest at them.',
  gains: 'To see how another town began, what failed, and who had to agree.',
  drivenBy: 'The council wants to hear young people before the next budget.',
  deadline: 'Hearings on the budget begin in six months.',
  canCauseChange: 'The council member for youth and the director of the youth centre.',
  residents: 'A resident of nineteen speaks for the young people who asked for it.',
  desiredResults: 'A youth council with a seat in the hearings.',
  learningGoals: 'Know three ways to choose members, and decide which one fits Sampletown.',
};

/** All 25 questions of the Fact Sheet. */
export const factSheet = (starts: string, ends: string): Form => ({
  place: 'Sampletown, New York',
  title: 'Youth councils',
  dates: { first: starts, last: ends },
  starts: { day: starts, time: '09:00' },
  ends: { day: ends, time: '15:30' },
  cities: ['Sampletown', 'Exampleville'],
  expected: [
    { site: 'Sampletown', people: 3 },
    { site: 'Exampleville', people: 2 },
  ],
  venue: { kind: 'hotel', name: 'Sample Inn, 2 Sample Street' },
  arrival: starts,
  departure: ends,
  facilitators: [{ name: 'Fran Facilitator', email: 'fac@example.org', telephone: '555-0100' }],
  residents: { count: 1, honoraria: 1, phoneCards: 1 },
  hotels: ['Sample Inn'],
  hotelLocation: 'downtown',
  rooms: { single: 5, double: 0 },
  meetingSpace: true,
  meetingRooms: { meeting: 1, breakout: 1 },
  setups: [
    { room: 'Maple room', day: starts, style: 'uShape' },
    { room: 'Maple room', day: ends, style: 'staggered' },
  ],
  meals: ['lunch', 'afternoonBreak', 'reception'],
  mealRoom: false,
  audiovisual: { needed: true, what: 'Projector and a flip chart' },
  transfers: { needed: false },
  tours: { planned: true, details: 'The youth centre, after lunch on the first day' },
  outings: { planned: false },
  vehicles: [{ kind: 'Van', count: 1, seats: 8, riders: 6 }],
});

export const reflections = (by: string): Form => ({
  takeaways: 'Begin small, with one decision that young people own. Pay for their travel.',
  nextSteps: 'A first meeting of twelve young people before the summer.',
  commitments: [
    { what: 'Ask the council for a seat in the hearings', who: 'Sam Sitelead', when: by, kind: 'individual' },
  ],
});
