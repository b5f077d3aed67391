/** What a field for a number takes. */
export interface NumberRule {
  /** As typed. */
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** What one, typed, stands for: 1000 where a person types kB and bytes are meant. */
  readonly scale: number;
  /** What an empty field stands for; undefined: it may not be empty. */
  readonly empty: 0 | null | undefined;
}

/** Digits of Arabic, and of Persian and Urdu, from 0 to 9. */
const DIGITS = ['٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹'];

/** What was typed, with a point or a comma; undefined when the rule does not allow it. */
export function readNumber(typed: string, rule: NumberRule): number | null | undefined {
  const digits = westernDigits(typed.trim()).replace(/[,٫]/, '.');
  if (digits === '') return rule.empty;
  if (!/^\d{1,12}(\.\d{1,6})?$/.test(digits)) return undefined;
  const value = Number(digits);
  if (rule.whole && !Number.isInteger(value)) return undefined;
  // What an empty field stands for can be typed, too.
  const isWithin = (value >= rule.min || value === rule.empty) && value <= rule.max;
  if (!isWithin) return undefined;
  return rule.scale === 1 ? value : Math.round(value * rule.scale);
}

/** As it is put into the field. */
export function showNumber(value: number | null, rule: NumberRule): string {
  if (value === null || value === rule.empty) return '';
  // No more digits than readNumber takes.
  return String(Number((value / rule.scale).toFixed(6)));
}

function westernDigits(typed: string): string {
  return typed.replaceAll(/[٠-٩۰-۹]/g, (digit) => {
    const set = DIGITS.find((digits) => digits.includes(digit)) ?? '';
    return String(set.indexOf(digit));
  });
}
