import type { Match } from '../../../contracts/api.ts';
import type { PartName } from '../part-words.ts';
import { partTask } from '../part-words.ts';
import { partWords, STAGE_WORDS, STATUS_WORDS, taskStatus } from '../words.ts';
import { SubPage } from './sub-page.tsx';
import type { SubPageBase } from './sub-page.tsx';

export interface ChartView extends SubPageBase {
  readonly svg: string;
  readonly partName: PartName;
}

/** The whole match as a picture, and the same as a list in which one can read what is active now. */
export function ChartPage(view: ChartView) {
  const { match, svg, partName } = view;
  const kinds = [...new Set(match.parts.map(({ chart }) => chart))];
  return (
    <SubPage {...view} at="chart">
      <p class="pm-lead">
        {STATUS_WORDS[match.status]}. What is open is framed in the picture and marked “now” in the list below it.
      </p>
      <h2 id="picture">As a picture</h2>
      {/* The drawing is made by us from escaped labels. */}
      <div
        class="pm-chart"
        tabindex={0}
        role="group"
        aria-labelledby="picture"
        dangerouslySetInnerHTML={{ __html: svg }}
      />
      <h2>As a list</h2>
      <ul class="pm-tree">
        {match.steps.map((step, at) => (
          <li>
            <strong>
              {at + 1}. {step.title}
            </strong>{' '}
            ({STAGE_WORDS[step.stage]}){step.stage === 'underway' && <Now />}
            <ul>
              {match.tasks
                .filter((task) => task.step === step.id)
                .map((task) => (
                  <TaskNode task={task} />
                ))}
            </ul>
          </li>
        ))}
        {kinds.map((kind) => (
          <li>
            <strong>{partWords(kind)}</strong>
            <ul>
              {match.parts
                .filter(({ chart }) => chart === kind)
                .map((part) => (
                  <PartNode part={part} name={partName(part.id)} />
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </SubPage>
  );
}

const TaskNode = ({ task }: { task: Match['tasks'][number] }) => (
  <li>
    {task.title}: {taskStatus(task).words.toLowerCase()}
    {task.state === 'open' && <Now />}
  </li>
);

/** Some parts are settled as far as reminders go, and still ask for something: a planned call is to be held. */
function PartNode({ part: { chart, state, done }, name }: { part: Match['parts'][number]; name: string }) {
  const asks = partTask(chart, state);
  return (
    <li>
      {name}: {(asks ?? (done ? 'settled' : 'waiting')).toLowerCase()}
      {asks !== undefined && <Now />}
    </li>
  );
}

const Now = () => <mark class="pm-now">now</mark>;
