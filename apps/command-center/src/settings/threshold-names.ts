export const thresholdKeys = [
  'lockPlanned',
  'lockStuck',
  'shortagePool',
  'sourcePlanned',
  'sourceStuck',
  'carrierPlanned',
  'carrierStuck',
  'acceptPlanned',
  'acceptStuck',
  'carrierCutOff',
  'shipStuckBeforePromise',
  'defaultPromise',
  'cardPlanned',
  'cardStuck',
  'firstNodeStuck',
  'weight1',
  'weight2',
  'weight3',
  'weight4',
  'weight5',
  'weight6',
  'weight7',
  'weight8',
  'weight9',
  'weight10',
  'weight11',
  'weight12',
  'slowerShare',
  'slowerLeast',
  'other',
] as const;
type ThresholdKey = (typeof thresholdKeys)[number];

type Name = { readonly key: ThresholdKey } | { readonly rule: string; readonly about: string; readonly level: 'orange' | 'red' };

/** What the words of a threshold are made of: its own name, or the rule, the subject and the level of an alert. */
export const nameOfThreshold = (key: string): Name => {
  const alert = /^([A-Z0-9_]+)(?:\.(.+))?\.(orange|red)$/.exec(key);
  if (alert !== null) return { rule: alert[1] ?? '', about: alert[2] ?? '', level: alert[3] === 'red' ? 'red' : 'orange' };
  return { key: thresholdKeys.find((each) => each === key) ?? 'other' };
};
