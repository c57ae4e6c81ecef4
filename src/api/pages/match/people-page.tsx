import type { PersonRow } from '../../../db/api-queries.ts';
import { reachOf } from '../../people-view.ts';
import { hasPacket } from '../paper-links.tsx';
import { listWords, plural, roleWords, teamWords } from '../words.ts';
import { Checks } from './checks.tsx';
import { REACH_WORDS } from './people-words.ts';
import type { Mirror, PeopleLook } from './people-view.ts';
import { SubPage } from './sub-page.tsx';
import type { SubPageBase } from './sub-page.tsx';

export interface PeopleView extends SubPageBase {
  readonly people: readonly PersonRow[];
  readonly look: PeopleLook;
  /** May the reader see how to reach this person? */
  readonly seesAddress: (person: PersonRow) => boolean;
  /** For whom staff have entered something. */
  readonly onBehalf: ReadonlySet<string>;
}

/** Team by team: who, in what role, how reached; then who finds a counterpart on the other side. */
export function PeoplePage(view: PeopleView) {
  const { match, people, look } = view;
  const teams = [...new Set(people.flatMap(({ team }) => team ?? []))].sort(seekersFirst);
  const groups = [
    ...teams.map((team) => ({ id: team, title: teamWords(team), people: people.filter((one) => one.team === team) })),
    { id: 'staff', title: 'who runs it', people: people.filter(({ team }) => team === null) },
  ];
  return (
    <SubPage {...view} at="people">
      <p>
        <a href={`/matches/${match.id}/people/new`}>Add a person</a> ·{' '}
        <a href={`/matches/${match.id}/people/import`}>Add people from a list</a> ·{' '}
        <a href={`/matches/${match.id}/labels.pdf`}>Address labels</a> ·{' '}
        <a href={`/matches/${match.id}/phone-list.pdf`}>Whom to call</a>
      </p>
      {groups
        .filter((group) => group.people.length > 0)
        .map((group, at) => (
          <section aria-labelledby={`team-${at}`}>
            <h2 id={`team-${at}`}>
              {group.title.charAt(0).toUpperCase()}
              {group.title.slice(1)} <span class="pm-quiet">{plural(group.people.length, 'person', 'people')}</span>
            </h2>
            <ul class="pm-lines pm-persons">
              {group.people.map((person) => (
                <Person person={person} view={view} />
              ))}
            </ul>
          </section>
        ))}
      {look.mirror && <MirrorTable mirror={look.mirror} />}
      {look.checks.length > 0 && (
        <section aria-labelledby="checks">
          <h2 id="checks">What the guide asks</h2>
          <Checks match={match.id} checks={look.checks} />
        </section>
      )}
    </SubPage>
  );
}

/** The site that wants to learn, then helpers in their order: helper, helper/2. */
const seekersFirst = (one: string, other: string): number =>
  Number(other.startsWith('seeker')) - Number(one.startsWith('seeker')) || one.localeCompare(other);

function Person({ person, view }: { person: PersonRow; view: PeopleView }) {
  const { name, title, organization, town, roles, role_kind: kind, consents, bounced_at: bounced } = person;
  const what = [listWords(roles.map(roleWords)), kind, title, organization, town];
  const notes = [
    ...(consents.listed === false ? ['does not wish to stand on the list for participants'] : []),
    ...(bounced === null ? [] : ['mail came back: please call']),
    ...(view.onBehalf.has(person.id) ? ['staff have entered something in the person’s name'] : []),
  ];
  return (
    <li>
      <strong>{name}</strong>
      {view.seesAddress(person) && (
        <>
          {' '}
          <a href={`/matches/${view.match.id}/people/${person.id}`}>
            Change<span class="usa-sr-only"> what is known of {name}</span>
          </a>
          {hasPacket(view.match) && person.team !== null && (
            <>
              {' '}
              ·{' '}
              <a href={`/matches/${view.match.id}/packet.pdf?person=${person.id}`}>
                Packet<span class="usa-sr-only"> of {name}, to print</span>
              </a>
            </>
          )}
        </>
      )}
      <p class="pm-quiet">{what.filter((word) => word !== null && word !== '').join(' · ')}</p>
      {view.seesAddress(person) && <Reach {...person} />}
      <p class="pm-quiet">{REACH_WORDS[reachOf(person)]}</p>
      {notes.map((note) => (
        <p class="pm-todo">{note}</p>
      ))}
    </li>
  );
}

function Reach({ telephone, email }: Pick<PersonRow, 'telephone' | 'email'>) {
  if (telephone === null && email === null) return null;
  return (
    <p class="pm-quiet">
      {telephone !== null && <a href={`tel:${telephone.replaceAll(/[^+\d]/g, '')}`}>{telephone}</a>}
      {telephone !== null && email !== null && ' · '}
      {email !== null && <a href={`mailto:${email}`}>{email}</a>}
    </p>
  );
}

function MirrorTable({ mirror: { teams, rows, unknown } }: { mirror: Mirror }) {
  return (
    <section aria-labelledby="mirror">
      <h2 id="mirror">Who meets whom</h2>
      <p class="pm-prose">Everybody should find somebody in the same role on the other side.</p>
      {rows.length > 0 && (
        <table class="usa-table usa-table--borderless usa-table--stacked-header pm-table">
          <thead>
            <tr>
              <th scope="col">Role</th>
              {teams.map((team) => (
                <th scope="col">{teamWords(team)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, names, gap }) => (
              <tr>
                <th scope="row">{kind}</th>
                {teams.map((team) => (
                  <td data-label={teamWords(team)}>
                    {listWords(names[team] ?? []) ||
                      (gap && team.startsWith('helper') ? <strong>nobody yet</strong> : '–')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length === 0 && <p>Nobody’s role is known yet.</p>}
      {unknown.length > 0 && <p class="pm-todo">It is not said yet what {listWords(unknown)} do.</p>}
    </section>
  );
}
