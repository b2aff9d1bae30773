import type { Finding } from "./findings";

/** A refusal as the API gives it (problem+json): the code is stable, the rest is for people. */
export interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  status?: number;
  fields?: { field: string; message: string }[];
  findings?: Finding[];
}

/** Any thrown thing as a problem; what is none of ours (a lost connection) says so in plain words. */
export function asProblem(error: unknown): ProblemBody {
  if (error && typeof error === "object" && "code" in error && !(error instanceof Error)) return error as ProblemBody;
  return {
    code: "no_answer",
    title: "No answer",
    detail: "Certwright did not answer. Look whether you are connected, then try again. Nothing was changed by this attempt that a reload would not show.",
  };
}

/** Field errors by field, for a form; "" when the field is fine. */
export function fieldErrors(error: unknown): Record<string, string> {
  return Object.fromEntries((asProblem(error).fields ?? []).map((f) => [f.field, f.message]));
}
