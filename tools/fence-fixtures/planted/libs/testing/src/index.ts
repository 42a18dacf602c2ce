export const testPostgres = 'planted';
