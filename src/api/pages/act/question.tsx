import { Box } from '../fields/box.tsx';
import type { FieldWords } from '../fields/box.tsx';
import type { Asked } from './asked.ts';

/** What stands beside the questions of staff's pages. */
export const STAFF_WORDS: FieldWords = {
  yes: 'Yes',
  no: 'No',
  another: 'One more, if you need it. Saving makes room for the next.',
  notApplicable: 'Does not apply',
  optional: '(optional)',
};

/** One question of a page on which staff report something. */
export function Question({ asked, value, error }: { asked: Asked; value: unknown; error: string | undefined }) {
  return (
    <Box field={asked} name={asked.name} value={value} words={STAFF_WORDS} isOptional={!asked.required} error={error} />
  );
}
