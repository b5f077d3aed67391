import type { LimitSchedule, Settings } from '../../../src/api/settings.ts';
import { readTime, showTime } from '../../format/time-of-day.ts';
import { weekdays } from '../../format/weekdays.ts';
import { text } from '../../i18n/text.ts';
import { useApp } from '../../store/app.ts';

/** When the alternative limits hold by themselves. */
export function ScheduleSetting({ settings }: { readonly settings: Settings }) {
  const { actions } = useApp();
  const { schedule, alternative } = settings;
  const change = (changes: Partial<LimitSchedule>) =>
    void actions.changeSettings({ schedule: { ...schedule, ...changes } });
  const toggle = (day: number, on: boolean) => {
    const others = schedule.days.filter((other) => other !== day);
    change({ days: on ? [...others, day].sort() : others });
  };
  const isUsed = alternative === 'scheduled';
  return (
    <fieldset class="field schedule">
      <legend>{text('settings.schedule')}</legend>
      <div class="days">
        {weekdays().map(({ day, short, long }) => (
          <label key={day} class="day">
            <input
              type="checkbox"
              aria-label={long}
              checked={schedule.days.includes(day)}
              onChange={({ currentTarget }) => toggle(day, currentTarget.checked)}
            />
            <span aria-hidden="true">{short}</span>
          </label>
        ))}
      </div>
      <div class="times">
        <Time name="from" minute={schedule.from} onSet={(from) => change({ from })} />
        <Time name="to" minute={schedule.to} onSet={(to) => change({ to })} />
      </div>
      <p class="field-how">
        {text(isUsed ? 'settings.schedule.how' : 'settings.schedule.unused')}
      </p>
    </fieldset>
  );
}

interface TimeProps {
  readonly name: 'from' | 'to';
  /** Of the day. */
  readonly minute: number;
  readonly onSet: (minute: number) => void;
}

function Time({ name, minute, onSet }: TimeProps) {
  return (
    <label class="time">
      {text(`settings.schedule.${name}`)}
      <input
        type="time"
        required
        value={showTime(minute)}
        onChange={({ currentTarget }) => {
          const read = readTime(currentTarget.value);
          if (read !== undefined) onSet(read);
        }}
      />
    </label>
  );
}
