'use client';

import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { languageCookie } from '../i18n/languages.ts';
import { isMany } from '../orders/pasted-numbers.ts';
import { Reason } from '../orders/Reason.tsx';
import { useLookUp } from '../orders/use-look-up.ts';
import { emptyView, listAddress, orderAddress, viewOf } from '../orders/view.ts';
import { useSavedViews } from '../orders/views/use-views.ts';
import { gateKeys } from '../parts/gates.ts';
import { keepChoice } from '../shell/keep-choice.ts';
import { usePlaces } from '../shell/use-places.ts';
import { useThemeChoice } from '../shell/Providers.tsx';
import { initials } from './initials.ts';
import { useAllOffers } from './offers.ts';
import { useFound } from './use-found.ts';
import styles from './Palette.module.css';

interface PaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Go, find, do: every place, every order and every deed of the page, from the keyboard. */
export const Palette = ({ open, onClose }: PaletteProps) => {
  const t = useTranslations('palette');
  const places = useTranslations('places');
  const gates = useTranslations('gates');
  const shell = useTranslations('shell');
  const router = useRouter();
  const { all: allPlaces } = usePlaces();
  const locale = useLocale();
  const { theme, choose } = useThemeChoice();
  const box = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const offers = useAllOffers();
  const saved = useSavedViews('orders').data ?? [];
  const found = useFound(open ? text : '');
  const { lookUp, busy } = useLookUp();

  useEffect(() => {
    if (open && box.current?.open === false) box.current.showModal();
    if (!open) box.current?.close();
  }, [open]);

  const done = (act: () => void): void => {
    onClose();
    setText('');
    act();
  };
  const go = (address: string) => () => done(() => router.push(address));
  const find = async (words: string): Promise<void> => {
    if (await lookUp(words)) done(() => undefined);
  };

  return (
    <dialog
      ref={box}
      className={styles['palette']}
      aria-label={t('label')}
      onClose={onClose}
      onClick={(event) => event.target === box.current && onClose()}
    >
      {open && (
        <Command label={t('label')} loop>
          <Command.Input
            autoFocus
            value={text}
            onValueChange={setText}
            placeholder={t('placeholder')}
            aria-busy={busy || found.busy}
            onPaste={(event) => {
              const words = event.clipboardData.getData('text/plain');
              if (!isMany(words)) return;
              event.preventDefault();
              void find(words);
            }}
          />
          <Command.List>
            <Command.Empty>{found.busy ? t('looking') : t('nothing')}</Command.Empty>
            {/\d/.test(text) && (
              <Command.Group heading={t('find')}>
                {found.rows.map((row) => (
                  <Command.Item key={row.id} value={`found ${row.id}`} keywords={[text]} onSelect={go(orderAddress(row.id, {}))}>
                    <span className="mono">{row.id}</span>
                    <small>
                      <Reason row={row} />
                    </small>
                  </Command.Item>
                ))}
                <Command.Item value={`find ${text}`} keywords={[text]} onSelect={() => void find(text)}>
                  {t('findText', { text: text.length > 32 ? `${text.slice(0, 32)}…` : text })}
                </Command.Item>
              </Command.Group>
            )}
            {offers.length > 0 && (
              <Command.Group heading={t('here')}>
                {offers.map((offer) => (
                  <Command.Item key={offer.key} value={`do ${offer.label}`} onSelect={() => done(offer.run)}>
                    {offer.label}
                  </Command.Item>
                ))}
              </Command.Group>
            )}
            <Command.Group heading={t('go')}>
              {allPlaces.map((place) => (
                <Command.Item
                  key={place.key}
                  value={`go ${places(place.key)}`}
                  keywords={[place.key, ...initials[place.key]]}
                  onSelect={go(place.path)}
                >
                  {places(place.key)}
                  <small className="mono">{place.path}</small>
                </Command.Item>
              ))}
            </Command.Group>
            <Command.Group heading={t('views')}>
              {saved.map((view) => (
                <Command.Item key={view.id} value={`view ${view.name}`} onSelect={go(listAddress(viewOf(view.query)))}>
                  {view.name}
                </Command.Item>
              ))}
              {gateKeys.map((gate, index) => (
                <Command.Item
                  key={gate}
                  value={`stuck ${gates(gate)}`}
                  keywords={[gate, String(index + 1)]}
                  onSelect={go(listAddress({ ...emptyView, gate: [index + 1], stuck: true }))}
                >
                  {t('stuckAt', { gate: gates(gate) })}
                </Command.Item>
              ))}
            </Command.Group>
            <Command.Group heading={t('settings')}>
              <Command.Item
                value="theme"
                keywords={['theme', 'dark', 'light', 'zhuti', shell('useDark'), shell('useLight')]}
                onSelect={() => done(() => choose(theme === 'dark' ? 'light' : 'dark'))}
              >
                {theme === 'dark' ? t('light') : t('dark')}
              </Command.Item>
              <Command.Item
                value="language"
                keywords={['language', 'english', 'yuyan', '中文', '语言']}
                onSelect={() =>
                  done(() => {
                    keepChoice(languageCookie, locale === 'en' ? 'zh-CN' : 'en');
                    router.refresh();
                  })
                }
              >
                {shell('switchLanguage')}
              </Command.Item>
            </Command.Group>
          </Command.List>
          <p className={styles['hint']}>{t('hint')}</p>
        </Command>
      )}
    </dialog>
  );
};
