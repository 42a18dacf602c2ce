import core from './core.json';
import home from './home.json';
import alerts from './alerts.json';
import list from './list.json';
import order from './order.json';
import exceptions from './exceptions.json';
import mapping from './mapping.json';
import channels from './channels.json';
import imports from './import.json';
import inventory from './inventory.json';
import warehouses from './warehouses.json';
import audit from './audit.json';
import sandbox from './sandbox.json';
import settings from './settings.json';
import keys from './keys.json';
import webhooks from './webhooks.json';
import buyer from './buyer.json';
import palette from './palette.json';

// One file for each place of the command center; a namespace stands in one of them.
export default {
  ...core,
  ...home,
  ...alerts,
  ...list,
  ...order,
  ...exceptions,
  ...mapping,
  ...channels,
  ...imports,
  ...inventory,
  ...warehouses,
  ...audit,
  ...sandbox,
  ...settings,
  ...keys,
  ...webhooks,
  ...buyer,
  ...palette,
};
