import { redirect } from 'next/navigation';

const Page = (): never => redirect('/orders');

export default Page;
