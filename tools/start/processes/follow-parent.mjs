// Loaded before a service's own code: when the supervisor has gone without a word (kill -9), nobody would ever end the
// service, so it ends itself. Its parent then is another process, which needs no message to notice.
const supervisor = Number(process.env['HUB_PARENT_PID']);
const graceMs = 10_000;

if (Number.isInteger(supervisor) && supervisor > 0 && process.ppid === supervisor) {
  const watch = setInterval(() => {
    if (process.ppid === supervisor) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref();
  }, 500);
  watch.unref();
}
