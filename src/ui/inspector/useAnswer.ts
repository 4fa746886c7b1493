import { useEffect, useState } from 'react';
import type { Answer, Question } from '../../protocol/message.ts';
import { useApp } from '../common/appContext.tsx';

/** The Worker's answer to a question, asked again when `version` changes; the last answer stays until the next is there. */
export function useAnswer(question: Question | null, version: unknown): Answer | null {
  const app = useApp();
  const [answer, setAnswer] = useState<{ readonly key: string; readonly answer: Answer } | null>(null);
  const key = JSON.stringify(question);
  useEffect(() => {
    if (question === null) return undefined;
    let isCurrent = true;
    void app.actions.ask(question).then((arrived) => {
      if (isCurrent) setAnswer({ key, answer: arrived });
    });
    return () => {
      isCurrent = false;
    };
    // `key` stands for the question.
  }, [app, key, version]);
  return answer !== null && answer.key === key ? answer.answer : null;
}
