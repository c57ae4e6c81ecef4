/** Something that does not fit together: people should see it, nothing is stopped by it (requirements.md A2.2 F4). */
export interface FormFinding {
  readonly code: string;
  /** The field, as in the answers: `vehicles.0.seats`. */
  readonly path: string;
  readonly why: string;
  readonly todo: string;
}
