import type { Role } from './role.ts';

/** Somebody who may sign in. `name` is what screens show: a role or a work name, not a civil one. */
export class Account {
  id: string;
  /** Lower case, unique. */
  login: string;
  name: string;
  /** PHC string of argon2id. */
  password: string;
  roles: Role[];
  locale: string;
  createdAt: Date;
  disabledAt: Date | null;
  /** When the password ends; null for one that its owner set. */
  passwordEndsAt: Date | null;
  /** The password was made by somebody else. */
  mustChangePassword: boolean;

  constructor(opened: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly password: string;
    readonly roles: readonly Role[];
    readonly locale: string;
    readonly at: Date;
  }) {
    this.id = opened.id;
    this.login = opened.login.toLowerCase();
    this.name = opened.name;
    this.password = opened.password;
    this.roles = [...opened.roles];
    this.locale = opened.locale;
    this.createdAt = opened.at;
    this.disabledAt = null;
    this.passwordEndsAt = null;
    this.mustChangePassword = false;
  }
}
