import {
  type AppState,
  COMPANION_VERSION,
  type CompanionAnswer,
  type CompanionRequest,
  parseCompanionAnswer,
} from '../../../src/api/companion.ts';
import { CONTRACT_VERSION } from '../../../src/api/contract.ts';

/** Asks the app; undefined when nobody answers, or not as agreed. */
export async function askApp(
  app: string,
  request: CompanionRequest,
): Promise<CompanionAnswer | undefined> {
  try {
    return parseCompanionAnswer(await chrome.runtime.sendMessage(app, request));
  } catch {
    // Nobody is there to hear it: Chrome knows no other reason.
    return undefined;
  }
}

export async function appState(app: string): Promise<AppState> {
  const answer = await askApp(app, { kind: 'hello' });
  if (answer?.kind !== 'hello') return answer ? 'old' : 'absent';
  const { companion, contract } = answer;
  if (companion < COMPANION_VERSION || contract < CONTRACT_VERSION) return 'old';
  if (companion > COMPANION_VERSION || contract > CONTRACT_VERSION) return 'new';
  return 'ready';
}
