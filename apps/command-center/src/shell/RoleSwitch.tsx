'use client';

import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { homeRoles } from './roles.ts';
import styles from './switches.module.css';
import { useHomeAddress, useHomeRole } from './use-home-role.ts';

/** Which role's home I look at. It hides nothing: everybody may look through everybody's eyes. */
export const RoleSwitch = () => {
  const t = useTranslations('nav');
  const roles = useTranslations('roles');
  const role = useHomeRole();
  const address = useHomeAddress();
  const items = homeRoles.map((each) => ({ key: each, label: <Link href={address(each)}>{t('view', { role: roles(each) })}</Link> }));
  return (
    <Dropdown menu={{ items, selectedKeys: [role] }} trigger={['click']} placement="bottomRight">
      <Button className={styles['desktop']} aria-label={t('switchView', { role: roles(role) })}>
        <span className={styles['role']}>
          {t('view', { role: roles(role) })}
          <DownOutlined className={styles['down']} />
        </span>
      </Button>
    </Dropdown>
  );
};
