import { expect, it } from 'vitest';
import { silentAnswer } from './silent-answer.ts';

it('names each field that a silent subgraph leaves out, at the root and under entities', () => {
  expect(silentAnswer('{ orders { id } total: orderCount }', {}).map((error) => error.path)).toEqual([['orders'], ['total']]);
  const entities = silentAnswer(
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Order { parcels { id } eta } } }',
    {
      representations: [{ id: '1' }, { id: '2' }],
    },
  );
  expect(entities.map((error) => error.path)).toEqual([
    ['_entities', 0, 'parcels'],
    ['_entities', 0, 'eta'],
    ['_entities', 1, 'parcels'],
    ['_entities', 1, 'eta'],
  ]);
});

it('says it at most fifty times', () => {
  const representations = Array.from({ length: 200 }, (_, id) => ({ id }));
  expect(silentAnswer('{ _entities { ... on Order { eta } } }', { representations })).toHaveLength(50);
});
