/** The tag of the state in which the match itself is over: nobody is asked any more for what should have come before it. */
export const QUIET = 'matchOver';
