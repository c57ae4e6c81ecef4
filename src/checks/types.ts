import type { Facts, Finding, Json, RuleInput, TaskId } from '../machines/kernel/types.ts';

/** What a rule can ask for: attention, a reason, or that something waits until it holds. */
export type Level = 'warn' | 'askReason' | 'block';
/** `notYet`: too early to tell, or what it reads is not there. */
export type Holds = 'yes' | 'no' | 'notYet';

/** Somebody in the match, as the people list has her. */
export interface CheckedPerson {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly kind: string | null;
  readonly resident: boolean;
  /** Which of the six fields nobody has filled in (R15). */
  readonly missing: readonly string[];
}

/** The body of a form, where there is one that can be read as what the rule needs. */
export type Body<T> = T | 'unreadable' | null;

/** What rules are given. No clock: `chart.now` is. */
export interface Material {
  /** What the chart knows, with the state that every task has or had last. */
  readonly chart: RuleInput;
  /** What the chart itself finds now. */
  readonly findings: readonly Finding[];
  readonly people: readonly CheckedPerson[];
  /** Reasons that people gave, by the rule that asks for them. */
  readonly reasons: Readonly<Record<string, string>>;
  /** The current bodies of each form of the match, by the form's id: one, or one for each part that it is about. */
  readonly bodies: Readonly<Record<string, readonly Json[]>>;
}
/** The same, with the forms that a method's rules read. */
export interface CheckInput<Forms> extends Material {
  readonly forms: Forms;
}

export interface Outcome {
  readonly holds: Holds;
  /** Numbers and names that the sentence is made from. */
  readonly facts?: Facts;
  /** Single points of a rule that has several (R12). */
  readonly points?: readonly { readonly id: string; readonly holds: boolean }[];
  /** Where this case is milder than the rule: a review that is short is only a warning. */
  readonly level?: Level;
}

/** One rule: pure, total, and without words, which stand in the method's content. */
export interface Check<Forms> {
  readonly rule: string;
  readonly level: Level;
  /** Where it is mended. */
  readonly task: TaskId;
  /** Every fact that its words may name. */
  readonly facts: readonly string[];
  readonly points?: readonly string[];
  readonly look: (input: CheckInput<Forms>) => Outcome;
}

export interface Verdict {
  readonly rule: string;
  readonly level: Level;
  readonly task: TaskId;
  readonly holds: Holds;
  readonly facts: Facts;
  readonly points: readonly { readonly id: string; readonly holds: boolean }[];
}

/** One part of readiness: what must be so, and the tasks and checks it rests on. */
export interface ReadinessPart {
  readonly id: string;
  /** Under which name the form has somebody's own answer. */
  readonly answer: string;
  readonly tasks: readonly TaskId[];
  readonly checks: readonly string[];
}
/** A question that people answer for themselves, and when they are asked. */
export interface ReadinessQuestion {
  readonly id: string;
  readonly step: string;
  readonly moments: readonly { readonly anchor: 'matchStart' | 'matchEnd'; readonly offset: string }[];
}
export interface Readiness {
  /** The task in which it is answered, and the form with the answers. */
  readonly task: TaskId;
  readonly form: string;
  readonly parts: readonly ReadinessPart[];
  readonly questions: readonly ReadinessQuestion[];
}

/** What a method looks at besides its chart, as it is written down. */
export interface Spec<Forms> {
  readonly checks: readonly Check<Forms>[];
  readonly readiness?: Readiness;
  /** The kinds of roles by which teams mirror each other. */
  readonly roleKinds?: readonly string[];
  /** The event that brings the reason that a rule asks for, by the rule. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly readForms: (bodies: Material['bodies']) => Forms;
  /** Circumstances in which a guidance text is shown, each by its name. */
  readonly conditions: Readonly<Record<string, (material: Material) => boolean>>;
}

/** The same, as it is used. */
export interface MethodChecks extends Pick<Spec<never>, 'readiness' | 'roleKinds' | 'reasons'> {
  readonly rules: readonly Pick<Check<never>, 'rule' | 'level' | 'task' | 'facts' | 'points'>[];
  readonly conditions: readonly string[];
  readonly look: (material: Material) => Verdict[];
  /** The names of the circumstances that are so now. */
  readonly circumstances: (material: Material) => string[];
}
