import createNextIntlPlugin from 'next-intl/plugin';
import type { NextConfig } from 'next';

const withNextIntl = createNextIntlPlugin('./src/i18n/request.ts');

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // A widget's own freshness is decided by its query; the router must not hand back an older page.
  experimental: { staleTimes: { dynamic: 0 }, optimizePackageImports: ['antd', '@ant-design/icons'] },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        {
          key: 'Content-Security-Policy',
          // Ant Design writes its styles as inline <style>; scripts of Next's own boot are inline too.
          value:
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'" +
            (process.env['NODE_ENV'] === 'production' ? '' : " 'unsafe-eval'") +
            "; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
        },
      ],
    },
  ],
};

export default withNextIntl(config);
