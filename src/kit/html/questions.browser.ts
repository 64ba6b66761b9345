/** For a page with questions and no script of its own. */
import { enhanceQuestions } from '#kit/device/enhance-questions.ts';

enhanceQuestions();
