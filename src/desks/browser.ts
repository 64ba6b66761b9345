/** The browser's door to desks: what pages of other capabilities may use. */
export {
  type DeskPageData,
  DeskRefused,
  type Me,
  type OpenedDesk,
  type Unlocked,
  deskFetch,
  openDesk,
  readSecret,
  showLocked,
  unlockedWorker,
  writeSecret,
} from './browser/open-desk.ts';
export { type VerifiedDesk, verifyDesk } from './browser/verify-desk.ts';
