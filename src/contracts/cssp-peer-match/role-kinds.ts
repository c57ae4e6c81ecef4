/** By what peers recognise each other (requirements.md F3): an official looks for an official. */
export const ROLE_KINDS = ['official', 'director', 'practitioner', 'resident', 'parent', 'partner'] as const;
