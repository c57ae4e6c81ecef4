import type { Match } from '../../../contracts/api.ts';
import { isSettled, STAGE_WORDS } from '../words.ts';

/** The steps side by side, each with its stage in words: they overlap, so several may be under way. */
export function StepIndicator({ match }: { match: Match }) {
  return (
    <ol class="pm-stages" aria-label="Steps of this match">
      {match.steps.map(({ id, title, stage }, at) => {
        const tasks = match.tasks.filter(({ step }) => step === id);
        return (
          <li class={`pm-stage pm-stage-${stage}`} aria-current={stage === 'underway' ? 'step' : undefined}>
            <span class="pm-stage-title">
              {at + 1}. {title}
            </span>
            <span class="pm-stage-words">
              {STAGE_WORDS[stage]}
              {stage === 'underway' && `, ${tasks.filter(isSettled).length} of ${tasks.length} settled`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
