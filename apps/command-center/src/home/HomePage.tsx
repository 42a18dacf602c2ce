'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import type { ComponentType } from 'react';
import { Loading } from '../parts/WidgetState.tsx';
import type { HomeRole } from '../shell/roles.ts';
import { useHomeRole } from '../shell/use-home-role.ts';
import styles from './HomePage.module.css';
import { OperationsHome } from './OperationsHome.tsx';
import { useLiveBoards } from '../data/use-board.ts';

const Wait = () => <Loading rows={6} />;

const homes: Readonly<Record<HomeRole, ComponentType>> = {
  operations: OperationsHome,
  service: dynamic(() => import('./ServiceHome.tsx').then((file) => file.ServiceHome), { loading: () => <Wait /> }),
  owner: dynamic(() => import('./OwnerHome.tsx').then((file) => file.OwnerHome), { loading: () => <Wait /> }),
  warehouse: dynamic(() => import('./WarehouseHome.tsx').then((file) => file.WarehouseHome), { loading: () => <Wait /> }),
  finance: dynamic(() => import('./FinanceHome.tsx').then((file) => file.FinanceHome), { loading: () => <Wait /> }),
  supply: dynamic(() => import('./SupplyHome.tsx').then((file) => file.SupplyHome), { loading: () => <Wait /> }),
};

/** A role decides which home one sees; everybody may look at the others'. */
export const HomePage = () => {
  const t = useTranslations('nav');
  const roles = useTranslations('roles');
  const role = useHomeRole();
  useLiveBoards();
  const Home = homes[role];
  return (
    <>
      <h1 className={styles['unseen']}>{t('homeOf', { role: roles(role) })}</h1>
      <Home />
    </>
  );
};
