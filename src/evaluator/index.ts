/** The door to the evaluator: how to start it and how to ask it. Its key never comes through here. */
export { type Answers, type Evaluators, type Place, connectEvaluators } from './connect.ts';
export type { DeskAsk, Why } from './open-evaluator.ts';
export { type StartedEvaluator, startEvaluator } from './start-evaluator.ts';
