import type { Traffic } from '../../src/api/companion.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Session } from '../../src/session/session.ts';

/** Milliseconds between two looks: whoever hears of it sleeps in between. */
const LOOK_EVERY = 5000;

/** Tells how many torrents download and how fast, now and whenever it has changed. */
export function reportTraffic(
  session: Pick<Session, 'rows' | 'status'>,
  clock: Clock,
  tell: (traffic: Traffic) => void,
): void {
  let told = '';
  const look = () => {
    const traffic = trafficOf(session);
    const now = JSON.stringify(traffic);
    if (now !== told) tell(traffic);
    told = now;
    clock.timer(LOOK_EVERY, look);
  };
  look();
}

function trafficOf(session: Pick<Session, 'rows' | 'status'>): Traffic {
  const { downRate, upRate } = session.status();
  const downloads = session.rows().filter(({ status }) => status === 'downloading');
  return {
    kind: 'traffic',
    downloads: downloads.length,
    downRate: rounded(downRate),
    upRate: rounded(upRate),
  };
}

/** To two digits: nobody is woken for the third. */
function rounded(rate: number): number {
  return Number(rate.toPrecision(2));
}
