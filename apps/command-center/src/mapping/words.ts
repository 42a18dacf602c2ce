'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { fieldKey } from './rules.ts';

export const fieldKeys = [
  'platformOrderNo',
  'state',
  'updatedAt',
  'createdAt',
  'submittedAt',
  'paidAt',
  'promisedShipAt',
  'goodsAmount',
  'discountAmount',
  'freightAmount',
  'paidAmount',
  'buyerOpenId',
  'presale',
  'deliveryRequirement',
  'recipient_name',
  'recipient_phone',
  'recipient_province',
  'recipient_city',
  'recipient_county',
  'recipient_town',
  'recipient_detail',
  'recipient_houseNumber',
  'recipient_nameCipher',
  'recipient_phoneCipher',
  'recipient_detailCipher',
  'recipient_remark',
  'recipient_addressToken',
  'lines_lineNo',
  'lines_platformSkuId',
  'lines_productId',
  'lines_merchantCode',
  'lines_title',
  'lines_quantity',
  'lines_unitPrice',
  'lines_paidShare',
  'lines_gift',
  'refundId',
  'phase',
  'sort',
  'amount',
  'lineNo',
  'platformSkuId',
  'quantity',
  'reasonCode',
] as const;
export const reasonKeys = ['UNMAPPED_SKU', 'MISSING_FIELD', 'UNKNOWN_STATUS', 'WRONG_TYPE', 'UNREADABLE'] as const;
export const problemKeys = [
  'MAPPED_TWICE',
  'NOT_MAPPED',
  'NO_CANONICAL_FIELD',
  'OTHER_TYPE',
  'PERSONAL_EXTENSION',
  'NO_SOURCE',
  'NO_POINTER',
  'OTHER_LISTS',
  'NEEDS_UNIT',
  'NEEDS_VALUES',
  'UNKNOWN_MEANING',
  'NEVER_DEFAULTED',
  'NO_SUCH_TYPE',
  'NO_SUCH_UNIT',
] as const;
export const wireReasonKeys = ['SAME_PLACE', 'NAME_ALIKE', 'VALUES_ALIKE', 'TAKES_TURNS'] as const;
export const skuReasonKeys = ['SAME_CODE', 'CODE_ALIKE', 'TITLE_ALIKE', 'BOUND_ELSEWHERE'] as const;

/** A canonical field in words; an extension has only its own name. */
export const useFieldName = (): ((target: string) => string) => {
  const t = useTranslations('mappedFields');
  return useCallback(
    (target) => {
      const key = fieldKeys.find((each) => each === fieldKey(target));
      return key === undefined ? target.replace(/^(lines\[\]\.)?extensions\./, '') : t(key);
    },
    [t],
  );
};

/** Why a payload is not understood, in words: the field, and the code that has no meaning where there is one. */
export const useTroubleWords = (): ((trouble: { readonly reason: string; readonly field?: string; readonly detail: string }) => string) => {
  const t = useTranslations('payloadTroubles');
  const name = useFieldName();
  return useCallback(
    ({ reason, field = '', detail }) => {
      const key = reasonKeys.find((each) => each === reason) ?? 'UNREADABLE';
      const code = /^(?:code|platform SKU) (\S+) /.exec(detail)?.[1] ?? '';
      return t(key, { field: field === '' ? '' : name(field), code });
    },
    [name, t],
  );
};

export const useProblemWords = (): ((problem: { readonly target: string; readonly code: string; readonly about: string }) => string) => {
  const t = useTranslations('mappingProblems');
  const name = useFieldName();
  return useCallback(
    ({ target, code, about }) => t(problemKeys.find((each) => each === code) ?? 'NOT_MAPPED', { field: name(target), about }),
    [name, t],
  );
};

export const asWireReason = (code: string): (typeof wireReasonKeys)[number] =>
  wireReasonKeys.find((each) => each === code) ?? 'VALUES_ALIKE';
export const asSkuReason = (code: string): (typeof skuReasonKeys)[number] => skuReasonKeys.find((each) => each === code) ?? 'CODE_ALIKE';
