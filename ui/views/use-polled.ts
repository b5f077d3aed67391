import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ErrorReport } from '../../src/api/contract.ts';
import { CommandFailure } from '../client/command-failure.ts';
import { Poller } from '../client/poller.ts';

export interface Polled<Value> {
  /** The last answer; undefined while there is none. */
  readonly value: Value | undefined;
  /** Why the last time brought none. */
  readonly failure: ErrorReport | undefined;
  /** Asks now, instead of when its time comes. */
  refresh(): void;
}

interface Answer<Value> {
  readonly id: string;
  readonly value?: Value | undefined;
  readonly failure?: ErrorReport | undefined;
}

/**
 * What the engine says of a torrent, asked for again and again while the view is there and to be
 * seen. What it said of another torrent is never shown.
 */
export function usePolled<Value>(
  id: string,
  every: number,
  ask: (id: string) => Promise<Value>,
): Polled<Value> {
  const answer = useSignal<Answer<Value>>({ id });
  const poller = useRef<Poller>(undefined);
  useEffect(() => {
    let ended = false;
    const tell = (next: Answer<Value>) => {
      if (!ended) answer.value = next;
    };
    poller.current = new Poller(async () => {
      try {
        tell({ id, value: await ask(id) });
      } catch (error) {
        if (!(error instanceof CommandFailure)) throw error;
        const { value } = answer.peek().id === id ? answer.peek() : {};
        tell({ id, value, failure: error.report });
      }
    }, every);
    return () => {
      ended = true;
      poller.current?.stop();
    };
  }, [answer, ask, every, id]);
  const { value, failure } = answer.value.id === id ? answer.value : {};
  return { value, failure, refresh: () => poller.current?.now() };
}
