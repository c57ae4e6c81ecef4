import { checksOf, readinessOf } from '../checks/index.ts';
import type { Material, Verdict } from '../checks/index.ts';
import type { CheckView, readinessSchema } from '../contracts/api-checks.ts';
import type { MatchRows } from '../db/api-queries.ts';
import type { MethodWords } from '../words/index.ts';
import { chartOfMatch } from './match-view.ts';
import type { z } from 'zod';

/** A rule's verdict with its words. */
export function toCheck(words: MethodWords, verdict: Verdict): CheckView {
  const { rule, level, holds, task, facts, points } = verdict;
  const said = words.checks.get(rule);
  if (said === undefined) throw new Error(`${rule} has no words`);
  const todo = said.todo(holds, facts);
  return {
    rule,
    title: said.title,
    level,
    holds,
    text: said.say(holds, facts),
    why: said.why,
    todo: todo === '' ? null : todo,
    task,
    points: points.map(({ id, holds: isSo }) => ({ id, holds: isSo, text: said.points[id] ?? '' })),
  };
}

type Readiness = z.infer<typeof readinessSchema>;

/** The triad and the core questions, with what the form answers so far; undefined for a method without. */
export function toReadiness(words: MethodWords, rows: MatchRows, material: Material): Readiness | undefined {
  const chart = chartOfMatch(rows);
  const { readiness, look } = checksOf(chart.method);
  if (readiness === undefined) return undefined;
  const { tasks } = material.chart;
  const answers = (material.bodies[readiness.form]?.[0] ?? {}) as Record<string, unknown>;
  const said = (id: string) => words.readiness.get(id) ?? { title: id, text: '' };
  return {
    task: { id: readiness.task, state: tasks[readiness.task] ?? 'upcoming' },
    parts: readinessOf(readiness, tasks, look(material)).map(({ id, answer, holds, tasks: of, checks }) => ({
      id,
      title: said(id).title,
      text: said(id).text,
      holds,
      answer: answers[answer] ?? null,
      tasks: of.map((task) => ({ ...task, title: chart.tasks[task.id]?.title ?? task.id })),
      checks: checks.map((one) => toCheck(words, one)),
    })),
    questions: readiness.questions.map(({ id, step, moments }) => ({
      id,
      step,
      title: said(id).title,
      text: said(id).text,
      moments: [...moments],
      answer: answers[id] ?? null,
    })),
  };
}
