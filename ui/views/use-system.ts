import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../store/app.ts';

/** What the device runs; undefined until the host told. */
export function useSystem(): 'chromeos' | 'other' | undefined {
  const { host } = useApp();
  const [system, setSystem] = useState<'chromeos' | 'other'>();
  useEffect(() => {
    void host.system().then(setSystem);
  }, [host]);
  return system;
}
