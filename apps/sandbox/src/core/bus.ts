import { EventEmitter } from 'node:events';
import type { Bus, WorldEvents } from './system.ts';

export function createBus(): Bus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    on: <K extends keyof WorldEvents>(name: K, listener: (event: WorldEvents[K]) => void) => {
      emitter.on(name, listener);
    },
    emit: (name, event) => {
      emitter.emit(name, event);
    },
  };
}
